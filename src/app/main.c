/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/frame-memory.h"
#include "engine/workers.h"

/* Nothing that is still at work then will ever end. */
#define PATIENCE_SECONDS 20

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("MILLRACE_LOCALE_DIR");
  g_autoptr(MillApplication) application = NULL;
  int status;

  mill_frame_memory_keep ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : MILL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = mill_application_new ();

  status = g_application_run (G_APPLICATION (application), argc, argv);
  if (!mill_workers_wait (PATIENCE_SECONDS))
    {
      g_warning ("Work that was to be stopped goes on; the program ends without it");
      _exit (EXIT_FAILURE);
    }

  return status != 0 ? status : mill_application_get_status (application);
}
