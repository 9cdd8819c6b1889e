/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tab.h"

G_BEGIN_DECLS

struct _MillTab
{
  AdwBin         parent_instance;

  char          *id;
  AdwTabPage    *page;           /* weak */
  MillSession   *session;
  MillDocument  *document;       /* the child, once there is one */
  GSignalGroup  *signals;        /* of the session */
  GCancellable  *cancellable;    /* of what is being read */
  GFile         *loading;        /* what is being read, or NULL */
  GFile         *blueprint;      /* what the session began as, or NULL */
  MillTabRecord *record;         /* how the document is to be seen once it is there, or NULL */
  gboolean       was_in_front;   /* with its document */
  gboolean       one_purpose;    /* made for the file that is being read: without it nobody wants it */
  gboolean       settled;        /* nothing is to be asked when it closes */
  gboolean       keeps_running;
  gboolean       beside_saved;   /* what it is compared with, if anything, is the saved file */
  gboolean       ended_badly;    /* the last run, while it was behind */
};

/* tab.c */
/* The title, the spinner and the tooltip in the tab bar. */
void mill_tab_update_page   (MillTab    *self);
void mill_tab_set_loading   (MillTab    *self,
                             GFile      *file);
/* Shows the home page again, or closes the tab that was made for what could not be read. */
void mill_tab_give_up       (MillTab    *self);
/* A toast in its window. */
void mill_tab_toast         (MillTab    *self,
                             const char *title);
/* A dialog for what needs more words than a toast. */
void mill_tab_tell_problem  (MillTab    *self,
                             const char *heading,
                             const char *body);

/* tab-files.c */
/* Among the files opened last. */
void mill_tab_remember      (MillTab    *self,
                             GFile      *file);

/* tab-compare.c */
/* The file was saved: what is compared with it is compared with it as it is now. */
void mill_tab_compare_anew  (MillTab    *self);

/* tab-run.c */
void mill_tab_run_finished  (MillTab    *self,
                             MillState   state);

/* tab-record.c */
/* The document was built: it is seen as it was. */
void mill_tab_apply_record  (MillTab    *self);

G_END_DECLS
