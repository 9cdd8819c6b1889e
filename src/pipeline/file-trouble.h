/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person can do about a file that cannot be read or written: translated, never NULL. @code is errno's. */
const char *mill_file_trouble_get_hint      (int           code);
/* Of an error of GIO or GLib. */
const char *mill_file_trouble_find_hint     (const GError *error);
/* Of the text that strerror() has for it. */
const char *mill_file_trouble_hint_for_text (const char   *text);

G_END_DECLS
