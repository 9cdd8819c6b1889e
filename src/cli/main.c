/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"

const MillCommand *const mill_commands[] = {
  &mill_command_run,
  &mill_command_check,
  &mill_command_why,
  &mill_command_show,
  &mill_command_schema,
  &mill_command_fmt,
  &mill_command_diff,
  &mill_command_merge,
  &mill_command_nodes,
  &mill_command_runs,
  &mill_command_help,
  NULL
};

static int
dispatch (int    argc,
          char **argv)
{
  if (argc < 2)
    {
      mill_output_error (_("a command is missing; “millctl --help” lists them"));
      return MILL_EXIT_USAGE;
    }

  if (g_str_equal (argv[1], "--version"))
    {
      mill_output_print ("millctl %s\n", MILL_VERSION);
      return MILL_EXIT_DONE;
    }

  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      char *help[] = { (char *) "help", NULL };

      return mill_command_help.run (1, help);
    }

  if (argv[1][0] == '-')
    {
      mill_output_error (_("options come after the command; “millctl --help” lists the commands"));
      return MILL_EXIT_USAGE;
    }

  return mill_commands_dispatch (mill_commands, "millctl", argc - 1, argv + 1);
}

/* A program may be started without its standard streams. The first file that it opens would take
 * their place, and what is printed would go into a database: they get something that cannot be used
 * instead. */
static void
fill_streams (void)
{
  static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int i = 0; i < (int) G_N_ELEMENTS (modes); i++)
    if (fcntl (i, F_GETFD) == -1 && open ("/dev/null", modes[i]) != i)
      _exit (MILL_EXIT_FAILED);
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("MILLRACE_LOCALE_DIR");
  int code;

  fill_streams ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : MILL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_prgname ("millctl");
  /* Only results go to the standard output. */
  g_log_writer_default_set_use_stderr (TRUE);
  /* A write to a pipe without reader then fails, and what is going on can be ended in order. */
  signal (SIGPIPE, SIG_IGN);

  code = dispatch (argc, argv);
  /* A run is cancelled where what it tells cannot be written, which nobody asked for. */
  if (!mill_output_close () && (code == MILL_EXIT_DONE || code == MILL_EXIT_CANCELLED))
    code = MILL_EXIT_FAILED;

  return code;
}
