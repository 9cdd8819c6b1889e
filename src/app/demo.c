/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/demo.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/expand.h"

/* So long the window may take to finish what it began, after the last thing it was waited for. */
#define SETTLE_MS 900
/* A run that has not ended by then will not. */
#define PATIENCE_S 300

struct _MillDemo
{
  char       *screenshot;
  char       *select;
  char       *page;
  int         width;
  int         height;
  gboolean    run;
  gboolean    dark;
  gboolean    started;
  int         status;
  MillWindow *window;
  guint       source;
  guint       patience_source;
};

static const GOptionEntry options[] = {
  { .long_name = "demo-run", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_NONE },
  { .long_name = "screenshot", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_FILENAME },
  { .long_name = "dark", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_NONE },
  { .long_name = "size", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_STRING },
  { .long_name = "select", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_STRING },
  { .long_name = "page", .flags = G_OPTION_FLAG_HIDDEN, .arg = G_OPTION_ARG_STRING },
  { 0 }
};

void
mill_demo_add_options (GApplication *application)
{
  g_application_add_main_option_entries (application, options);
}

gboolean
mill_demo_new_from_options (GVariantDict  *dict,
                            MillDemo     **demo,
                            GError       **error)
{
  MillDemo *self;
  const char *size = NULL;

  *demo = NULL;
  if (!g_variant_dict_contains (dict, "screenshot"))
    return TRUE;

  self = g_new0 (MillDemo, 1);
  self->status = 1;
  self->width = 1280;
  self->height = 800;
  g_variant_dict_lookup (dict, "screenshot", "^ay", &self->screenshot);
  g_variant_dict_lookup (dict, "select", "s", &self->select);
  g_variant_dict_lookup (dict, "page", "s", &self->page);
  self->run = g_variant_dict_contains (dict, "demo-run");
  self->dark = g_variant_dict_contains (dict, "dark");
  g_variant_dict_lookup (dict, "size", "&s", &size);
  if (size != NULL && (sscanf (size, "%dx%d", &self->width, &self->height) != 2 ||
                       self->width < 1 || self->height < 1))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a size such as 1280x800"), size);
      mill_demo_free (self);
      return FALSE;
    }
  *demo = self;

  return TRUE;
}

static void
finish (MillDemo   *self,
        const char *problem)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));

  if (problem != NULL)
    g_printerr ("millrace: %s\n", problem);
  else
    self->status = 0;
  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_application_quit (G_APPLICATION (application));
}

static void
take_picture (MillDemo *self)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (widget));

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL || renderer == NULL)
    {
      finish (self, _("The window has nothing to show"));
      return;
    }

  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (gdk_texture_save_to_png (texture, self->screenshot))
    {
      finish (self, NULL);
    }
  else
    {
      g_autofree char *problem = g_strdup_printf (_("“%s” cannot be written"), self->screenshot);

      finish (self, problem);
    }
}

static gboolean
settled_cb (gpointer data)
{
  MillDemo *self = data;

  self->source = 0;
  take_picture (self);

  return G_SOURCE_REMOVE;
}

static gboolean
select_cb (gpointer data)
{
  MillDemo *self = data;
  MillSession *session = mill_window_get_session (self->window);

  self->source = 0;
  if (session != NULL && self->select != NULL)
    {
      if (strchr (self->select, MILL_PATH_SEPARATOR) != NULL)
        mill_session_reveal_path (session, self->select, NULL);
      else
        mill_session_select_one (session, self->select);
    }
  if (self->page != NULL)
    mill_window_show_results (self->window, self->page);
  self->source = g_timeout_add (SETTLE_MS, settled_cb, self);

  return G_SOURCE_REMOVE;
}

static void
run_finished_cb (MillSession *session,
                 int          state,
                 gpointer     data)
{
  MillDemo *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (SETTLE_MS, select_cb, self);
}

static gboolean
wait_for_document_cb (gpointer data)
{
  MillDemo *self = data;
  MillSession *session = mill_window_get_session (self->window);

  /* The picture may be of the home page, where no document ever comes. */
  if (session == NULL && mill_window_get_loading (self->window))
    return G_SOURCE_CONTINUE;

  self->source = 0;
  if (session != NULL && self->run)
    {
      g_signal_connect (session, "run-finished", G_CALLBACK (run_finished_cb), self);
      mill_session_run (session, NULL);
    }
  else
    {
      self->source = g_timeout_add (SETTLE_MS, select_cb, self);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
impatient_cb (gpointer data)
{
  MillDemo *self = data;

  self->patience_source = 0;
  finish (self, _("The run does not end"));

  return G_SOURCE_REMOVE;
}

/* The same picture on every machine: without the frame that a display without a compositor needs, and in
 * the typeface of the desktop the program is made for. */
static void
dress (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (provider, "window.csd, window.solid-csd {"
                                               " margin: 0; padding: 0; border: none;"
                                               " box-shadow: none; border-radius: 0; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-font-name", "Adwaita Sans 11",
                NULL);
}

void
mill_demo_start (MillDemo   *self,
                 MillWindow *window)
{
  if (self->started)
    return;

  self->started = TRUE;
  self->window = window;
  dress ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      self->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_unmaximize (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), self->width, self->height);
  self->source = g_timeout_add (100, wait_for_document_cb, self);
  self->patience_source = g_timeout_add_seconds (PATIENCE_S, impatient_cb, self);
}

int
mill_demo_get_status (MillDemo *self)
{
  return self->status;
}

void
mill_demo_free (MillDemo *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->patience_source, g_source_remove);
  g_free (self->screenshot);
  g_free (self->select);
  g_free (self->page);
  g_free (self);
}
