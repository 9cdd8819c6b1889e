/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/compare/compare-source.h"
#include "app/compare/runs-dialog.h"
#include "app/tab-private.h"
#include "nodes/catalogue.h"

/* What the document of a tab is compared with. */

typedef struct
{
  MillTab     *tab;
  MillSession *session;
  char        *title;
  gboolean     saved;     /* with the saved file */
} Comparing;

static Comparing *
comparing_new (MillTab    *tab,
               const char *title)
{
  Comparing *self = g_new0 (Comparing, 1);

  self->tab = g_object_ref (tab);
  self->session = g_object_ref (tab->session);
  self->title = g_strdup (title);

  return self;
}

static void
comparing_free (Comparing *self)
{
  g_object_unref (self->tab);
  g_object_unref (self->session);
  g_free (self->title);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparing, comparing_free)

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Comparing) comparing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) before = mill_compare_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (before == NULL)
    mill_tab_tell_problem (comparing->tab, _("There Is Nothing to Compare With"), error->message);
  else
    {
      mill_session_compare (comparing->session, before, comparing->title);
      comparing->tab->beside_saved = comparing->saved;
    }
}

void
mill_tab_compare_with_file (MillTab *self,
                            GFile   *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *title = g_strdup_printf (_("“%s”"), name);

  if (self->session != NULL)
    mill_compare_read_file_async (mill_nodes_get_catalogue (), file, self->cancellable, read_cb,
                                  comparing_new (self, title));
}

void
mill_tab_compare_with_saved (MillTab *self)
{
  GFile *file = self->session != NULL ? mill_session_get_file (self->session) : NULL;
  Comparing *comparing;

  if (file == NULL)
    return;

  comparing = comparing_new (self, _("the saved file"));
  comparing->saved = TRUE;
  mill_compare_read_file_async (mill_nodes_get_catalogue (), file, self->cancellable, read_cb, comparing);
}

void
mill_tab_compare_anew (MillTab *self)
{
  if (self->beside_saved && self->session != NULL && mill_session_get_comparison (self->session) != NULL)
    mill_tab_compare_with_saved (self);
}

void
mill_tab_compare_with_commit (MillTab *self)
{
  GFile *file = self->session != NULL ? mill_session_get_file (self->session) : NULL;

  if (file != NULL)
    mill_compare_read_commit_async (mill_nodes_get_catalogue (), file, self->cancellable, read_cb,
                                    comparing_new (self, _("the last commit")));
}

static void
chosen_cb (MillTab    *self,
           const char *run,
           const char *title)
{
  if (self->session != NULL)
    mill_compare_read_run_async (mill_nodes_get_catalogue (), mill_session_get_store (self->session), run,
                                 self->cancellable, read_cb, comparing_new (self, title));
}

void
mill_tab_compare_with_run (MillTab *self)
{
  GFile *file = self->session != NULL ? mill_session_get_file (self->session) : NULL;
  AdwDialog *dialog;

  if (file == NULL || mill_session_get_store (self->session) == NULL)
    return;

  dialog = mill_runs_dialog_new (mill_session_get_store (self->session), file);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
mill_tab_compare_with_nothing (MillTab *self)
{
  if (self->session != NULL)
    mill_session_compare (self->session, NULL, NULL);
}
