/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/commands.h"

static AdwShortcutsItem *
make_item (const MillCommand *command)
{
  AdwShortcutsItem *item = adw_shortcuts_item_new (_(command->title),
                                                   command->keys != NULL ? command->keys : "");

  if (command->pointer != NULL)
    adw_shortcuts_item_set_subtitle (item, _(command->pointer));

  return item;
}

/* One section for each group that has something to show. */
static AdwShortcutsSection *
make_section (MillCommandGroup group)
{
  AdwShortcutsSection *section = NULL;

  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    if (command->group == group && (command->keys != NULL || command->pointer != NULL))
      {
        if (section == NULL)
          section = adw_shortcuts_section_new (mill_command_group_get_title (group));
        adw_shortcuts_section_add (section, make_item (command));
      }

  return section;
}

AdwDialog *
mill_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_shortcuts_dialog_new ();

  for (int group = 0; group < MILL_N_COMMAND_GROUPS; group++)
    {
      AdwShortcutsSection *section = make_section (group);

      if (section != NULL)
        adw_shortcuts_dialog_add (ADW_SHORTCUTS_DIALOG (dialog), section);
    }

  return dialog;
}
