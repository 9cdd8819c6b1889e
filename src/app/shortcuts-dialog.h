/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Every command that has keys or a gesture of the pointer, from the table of commands. */
AdwDialog *mill_shortcuts_dialog_new (void);

G_END_DECLS
