/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "looks.h"

#include <locale.h>

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>

#include "app/settings.h"
#include "contrast.h"

/* Takes the program through its states, and a picture of each in each look, to be looked at:
 *
 *   looks FOLDER PIPELINE [PATTERN...]
 *
 * A picture is named after its state and its look; patterns such as "*-dark" choose among them. With
 * LOOKS_MEASURE in the environment it also tells what stands out too little. build-aux/contact-sheets starts
 * it and makes sheets of the pictures. */

static const Look looks[] = {
  { "light", FALSE, FALSE, GTK_TEXT_DIR_LTR },
  { "dark", TRUE, FALSE, GTK_TEXT_DIR_LTR },
  { "contrast", FALSE, TRUE, GTK_TEXT_DIR_LTR },
  { "contrast-dark", TRUE, TRUE, GTK_TEXT_DIR_LTR },
  { "right-to-left", FALSE, FALSE, GTK_TEXT_DIR_RTL },
};

/* What is beside the canvas lies over it in such a window, and takes all of its width. */
#define NARROW 560

void
looks_wait (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Until everything is laid out and painted that waits for it, which may ask for more. */
static void
settle (Looks *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_cb), &n_frames);

  while (n_frames < 4)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

GtkWidget *
looks_find (GtkWidget *widget,
            GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = looks_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
looks_find_by_type (Looks      *self,
                    const char *type)
{
  GtkWidget *found = looks_find (GTK_WIDGET (self->window), g_type_from_name (type));

  if (found == NULL)
    g_error ("There is no %s", type);

  return found;
}

void
looks_act (Looks      *self,
           const char *action)
{
  GtkWidget *from = self->canvas != NULL ? GTK_WIDGET (self->canvas) : GTK_WIDGET (self->window);

  if (!gtk_widget_activate_action (from, action, NULL))
    g_error ("There is no action %s", action);
}

/* ---- Pictures ---- */

static void
append_surface (Looks       *self,
                GtkWidget   *native,
                GtkSnapshot *snapshot,
                double       x,
                double       y)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (native);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (native),
                          gtk_widget_get_height (native));
  gtk_snapshot_restore (snapshot);
}

/* Where it is beside what it points to; GTK says otherwise where a window is from right to left and not on
 * Wayland, and shows it at the window's edge. */
static double
get_popover_x (Looks      *self,
               GtkPopover *popover,
               GdkPopup   *popup)
{
  int width = gtk_widget_get_width (GTK_WIDGET (popover));
  graphene_point_t middle;
  GdkRectangle to;

  if (gtk_widget_get_direction (GTK_WIDGET (popover)) != GTK_TEXT_DIR_RTL)
    return gdk_popup_get_position_x (popup);

  gtk_popover_get_pointing_to (popover, &to);
  if (!gtk_widget_compute_point (gtk_widget_get_parent (GTK_WIDGET (popover)), GTK_WIDGET (self->window),
                                 &GRAPHENE_POINT_INIT (to.x + to.width / 2.0f, 0), &middle))
    return 0;

  return floor (CLAMP (middle.x - width / 2.0, 0,
                       MAX (0, gtk_widget_get_width (GTK_WIDGET (self->window)) - width)));
}

/* Popovers are windows of their own. */
static void
append_popovers (Looks       *self,
                 GtkWidget   *widget,
                 GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
        {
          GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child)));
          double x, y, own_x, own_y;

          gtk_native_get_surface_transform (GTK_NATIVE (self->window), &x, &y);
          gtk_native_get_surface_transform (GTK_NATIVE (child), &own_x, &own_y);
          append_surface (self, child, snapshot,
                          get_popover_x (self, GTK_POPOVER (child), popup) + own_x - x,
                          gdk_popup_get_position_y (popup) + own_y - y);
        }
      append_popovers (self, child, snapshot);
    }
}

static void
take_picture (Looks      *self,
              const Shot *shot)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s-%s.png", self->folder, shot->name, self->look->name);

  append_surface (self, widget, snapshot, 0, 0);
  append_popovers (self, widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    {
      g_printerr ("%s: nothing is shown\n", path);
      return;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                              gtk_widget_get_height (widget)));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
  g_print ("%s\n", path);
}

/* The words on cards that are seen from afar, which are transparent there. */
static gboolean
is_hidden (GtkWidget *widget)
{
  GtkWidget *world = gtk_widget_get_ancestor (widget, MILL_TYPE_WORLD);

  return GTK_IS_LABEL (widget) && world != NULL && gtk_widget_has_css_class (world, "small");
}

static void
tell_pale_cb (GtkWidget *widget,
              double     contrast,
              double     wanted,
              gpointer   data)
{
  Looks *self = data;
  g_auto(GStrv) classes = NULL;
  g_autofree char *list = NULL;
  const char *what = GTK_IS_LABEL (widget)   ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_IMAGE (widget) ? gtk_image_get_icon_name (GTK_IMAGE (widget))
                                             : "";

  if (is_hidden (widget))
    return;
  classes = gtk_widget_get_css_classes (widget);
  list = g_strjoinv (".", classes);
  g_print ("%s %s: %.2f of %.1f: %s.%s in %s “%s”\n", self->look->name, self->shot, contrast, wanted,
           G_OBJECT_TYPE_NAME (widget), list, gtk_widget_get_css_name (gtk_widget_get_parent (widget)),
           what);
}

/* ---- The program ---- */

static void
open_pipeline (Looks *self)
{
  GtkWidget *canvas = NULL;

  mill_window_open_file (MILL_WINDOW (self->window), self->file);
  while ((canvas = looks_find (GTK_WIDGET (self->window), MILL_TYPE_CANVAS)) == NULL ||
         mill_canvas_get_session (MILL_CANVAS (canvas)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->canvas = MILL_CANVAS (canvas);
  self->session = mill_canvas_get_session (self->canvas);
  mill_session_run (self->session, NULL);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);
  looks_edit (self);
  looks_wait (300);
  looks_pretend_all (self);
}

static void
set_look (const Look *look,
          double      text)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr(GSettings) access = g_settings_new ("org.gnome.desktop.a11y.interface");

  g_settings_set_boolean (access, "high-contrast", look->contrast);
  adw_style_manager_set_color_scheme (manager, look->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (look->direction);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Adwaita Sans 11", "gtk-xft-dpi", (int) (96 * 1024 * (text > 0 ? text : 1)), NULL);
}

/* The window as it was before anything was shown. */
static void
reset (Looks *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  GtkWidget *found;

  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  while ((found = looks_find (GTK_WIDGET (self->window), GTK_TYPE_POPOVER)) != NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (found));
      looks_wait (10);
    }
  mill_session_compare (self->session, NULL, NULL);
  mill_settings_set_path ("spill-folder", NULL);
  if (gtk_widget_get_width (GTK_WIDGET (self->window)) <= NARROW)
    {
      if (looks_find (GTK_WIDGET (self->window), g_type_from_name ("MillInspector")) != NULL)
        looks_act (self, "win.toggle-inspector");
      if (looks_find (GTK_WIDGET (self->window), g_type_from_name ("MillSidebar")) != NULL)
        looks_act (self, "win.toggle-catalogue");
    }
  if (looks_find (GTK_WIDGET (self->window), g_type_from_name ("MillDock")) != NULL)
    looks_act (self, "win.toggle-results");
  if ((found = looks_find (GTK_WIDGET (self->window), g_type_from_name ("MillGraphSearch"))) != NULL &&
      (found = looks_find (found, GTK_TYPE_SEARCH_ENTRY)) != NULL)
    g_signal_emit_by_name (found, "stop-search");
  mill_canvas_cancel_link (self->canvas);
  mill_canvas_cancel_drag (self->canvas);
  mill_canvas_drop_knife (self->canvas);
  mill_world_set_band (self->canvas->world, NULL);
  mill_world_light_link (self->canvas->world, NULL);
  mill_world_select_link (self->canvas->world, NULL);
  mill_session_select (self->session, NULL);
  if (mill_session_get_level (self->session) != NULL)
    mill_session_leave (self->session, 1);
  gtk_window_set_focus_visible (self->window, FALSE);
}

static void
open_window (Looks      *self,
             const Shot *shot)
{
  self->window = GTK_WINDOW (mill_window_new (MILL_APPLICATION (g_application_get_default ())));
  self->canvas = NULL;
  self->session = NULL;
  gtk_window_unmaximize (self->window);
  gtk_window_set_default_size (self->window, shot->width, shot->height);
  gtk_window_present (self->window);
  looks_wait (100);
  if (!shot->empty)
    open_pipeline (self);
}

static void
close_window (Looks *self)
{
  g_clear_pointer (&self->window, gtk_window_destroy);
  looks_wait (20);
}

static void
take (Looks      *self,
      const Shot *shot)
{
  set_look (self->look, shot->text);
  if (self->window == NULL)
    open_window (self, shot);
  gtk_window_set_default_size (self->window, shot->width, shot->height);
  if (self->canvas != NULL)
    reset (self);
  settle (self);
  if (self->canvas != NULL && shot->zoom > 0)
    {
      mill_canvas_fit (self->canvas);
      mill_canvas_set_zoom (self->canvas, shot->zoom);
    }
  else if (self->canvas != NULL)
    {
      mill_canvas_fit (self->canvas);
    }
  settle (self);
  if (shot->show != NULL)
    shot->show (self);
  settle (self);
  looks_wait (250);
  settle (self);
  take_picture (self, shot);
  self->shot = shot->name;
  if (self->measure)
    contrast_check (GTK_WIDGET (self->window), GTK_WIDGET (self->window), tell_pale_cb, self);
  if (self->canvas == NULL)
    close_window (self);
}

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
}

static gboolean
is_wanted (const char *name,
           char      **wanted,
           int         n_wanted)
{
  if (n_wanted == 0)
    return TRUE;
  for (int i = 0; i < n_wanted; i++)
    if (g_pattern_match_simple (wanted[i], name))
      return TRUE;

  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(MillApplication) application = NULL;
  g_autoptr(GError) error = NULL;
  Looks self = { 0 };

  if (argc < 3)
    {
      g_printerr ("Usage: looks FOLDER PIPELINE [PATTERN...]\n");
      return 2;
    }
  self.folder = argv[1];
  self.measure = g_getenv ("LOOKS_MEASURE") != NULL;
  setlocale (LC_ALL, "");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_mkdir_with_parents (self.folder, 0777);
  self.file = g_file_new_for_commandline_arg (argv[2]);
  application = mill_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  dress ();
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint j = 0; j < looks_n_shots; j++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", looks_shots[j].name, looks[i].name);

        self.look = &looks[i];
        if (is_wanted (name, argv + 3, argc - 3))
          take (&self, &looks_shots[j]);
        if (self.window != NULL && (j + 1 == looks_n_shots || looks_shots[j + 1].empty))
          close_window (&self);
      }
  g_object_unref (self.file);

  return 0;
}
