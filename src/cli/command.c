/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "pipeline/suggest.h"

static const MillCommand *
find_command (const MillCommand *const *commands,
              const char               *parent,
              const char               *name)
{
  MillSuggestion suggestion;
  const char *meant;

  mill_suggestion_init (&suggestion, name);
  for (guint i = 0; commands[i]; i++)
    {
      if (g_str_equal (commands[i]->name, name))
        {
          mill_suggestion_finish (&suggestion);
          return commands[i];
        }

      mill_suggestion_offer (&suggestion, commands[i]->name);
    }

  meant = mill_suggestion_finish (&suggestion);
  if (meant)
    mill_output_error (_("no such command “%s”; did you mean “%s”?"), name, meant);
  else
    mill_output_error (_("no such command “%s”; “%s --help” lists them"), name, parent);

  return NULL;
}

int
mill_commands_dispatch (const MillCommand *const  *commands,
                        const char                *parent,
                        int                        argc,
                        char                     **argv)
{
  const MillCommand *command = find_command (commands, parent, argv[0]);
  g_autofree char *name = NULL;

  if (command == NULL)
    return MILL_EXIT_USAGE;

  name = g_strdup_printf ("%s %s", parent, command->name);
  g_set_prgname (name);

  return command->run (argc, argv);
}

char *
mill_commands_describe (const MillCommand *const *commands)
{
  GString *text = g_string_new (_("Commands:"));

  g_string_append_c (text, '\n');
  for (guint i = 0; commands[i]; i++)
    g_string_append_printf (text, "  %-10s %s\n", commands[i]->name, _(commands[i]->summary));

  return g_string_free (text, FALSE);
}
