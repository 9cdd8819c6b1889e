/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/runs.h"

static const MillCommand *const subcommands[] = {
  &mill_command_runs_list,
  &mill_command_runs_show,
  &mill_command_runs_log,
  &mill_command_runs_reproduce,
  &mill_command_runs_keep,
  &mill_command_runs_clean,
  NULL
};

static int
run_runs (int    argc,
          char **argv)
{
  /* "runs" alone, and options of the list without its name. */
  if (argc == 1 || (argv[1][0] == '-' && !g_str_equal (argv[1], "--help") &&
                    !g_str_equal (argv[1], "-h")))
    return mill_command_runs_list.run (argc, argv);

  if (argv[1][0] == '-')
    {
      g_autofree char *list = mill_commands_describe (subcommands);

      mill_output_print ("%s\n  millctl runs %s\n\n%s\n\n%s\n%s\n", _("Usage:"),
                         _("[COMMAND] [OPTION…]"),
                         _("Tells what is remembered of runs. Without a command: list."), list,
                         _("“millctl runs COMMAND --help” describes a command. RUN is a run's id, or "
                           "the\nbeginning of one, or “latest”."));
      return MILL_EXIT_DONE;
    }

  return mill_commands_dispatch (subcommands, "millctl runs", argc - 1, argv + 1);
}

const MillCommand mill_command_runs = { "runs", N_("Tell what is remembered of runs"), run_runs };
