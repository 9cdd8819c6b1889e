/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"

static int
run_help (int    argc,
          char **argv)
{
  if (argc > 1 && argv[1][0] != '-')
    {
      /* "help runs show" is "runs show --help". */
      char *part = argc > 2 && argv[2][0] != '-' ? argv[2] : NULL;
      char *asked[] = { argv[1], part ? part : (char *) "--help", (char *) "--help", NULL };

      return mill_commands_dispatch (mill_commands, "millctl", part ? 3 : 2, asked);
    }

  {
    g_autofree char *list = mill_commands_describe (mill_commands);

    mill_output_print ("%s\n  millctl %s\n\n%s\n\n%s\n%s\n",
                       _("Usage:"), _("COMMAND [OPTION…] [ARGUMENT…]"),
                       _("Run, check and inspect data pipelines."), list,
                       _("“millctl COMMAND --help” describes a command, “millctl --version” tells the "
                         "version.\n\n"
                         "Exit codes: 0 done, 1 the pipeline failed, 2 wrong usage, 3 the file is not a "
                         "valid\npipeline, 130 cancelled. Results go to the standard output, "
                         "everything else to the\nstandard error. FILE “-” reads the standard input."));
  }

  return MILL_EXIT_DONE;
}

const MillCommand mill_command_help = {
  "help", N_("Show this help, or that of a command"), run_help,
};
