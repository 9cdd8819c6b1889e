/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Lets assistive technology open @row, whose model is a list of strings, and choose one of them: the list
 * looks as it always does, with a mark at the string that is chosen, and its rows have an action. */
void mill_combo_choices_set_up (AdwComboRow *row);
/* Gives the search in the list of @row the name that libadwaita leaves out. */
void mill_combo_choices_name_search (AdwComboRow *row);

G_END_DECLS
