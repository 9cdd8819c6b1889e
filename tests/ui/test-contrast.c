/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/session-private.h"
#include "contrast.h"

/* Whatever is written or drawn on the canvas stands out from what it lies on, in each look. */

typedef struct
{
  const char *name;
  gboolean    dark;
  gboolean    contrast;
} Look;

static const Look looks[] = {
  { "light", FALSE, FALSE },
  { "dark", TRUE, FALSE },
  { "high contrast", FALSE, TRUE },
  { "dark, high contrast", TRUE, TRUE },
};

static void
pretend (CanvasFixture *self,
         const char    *node,
         MillState      state)
{
  mill_session_ensure_part (self->base.session, node)->state = state;
  mill_session_emit_status (self->base.session, node);
}

/* One node of each state, and all else that the canvas shows. */
static void
fill (CanvasFixture *self)
{
  static const MillState states[] = { MILL_STATE_WAITING, MILL_STATE_REUSED, MILL_STATE_SKIPPED,
                                      MILL_STATE_CANCELLED, MILL_STATE_FAILED };
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Fill");
  const char *const colors[] = { "blue", "green", "yellow", "orange", "red", "purple", "brown", "slate" };
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_ptr_array_add (ids, g_strdup (mill_edit_add_node (edit, "limit", NULL, 0, 160 + 90 * i)));
  g_ptr_array_add (ids, g_strdup (mill_edit_add_node (edit, "limit", "Left out", 260, 160)));
  mill_edit_set_bypassed (edit, g_ptr_array_index (ids, ids->len - 1), TRUE, NULL);
  mill_edit_move_node (edit, "all", 0, 0, NULL);
  mill_edit_move_node (edit, "some", 260, 0, NULL);
  mill_edit_move_node (edit, "other", 520, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      g_autofree char *id = g_strdup_printf ("mark-%u", i);
      g_autoptr(MillAnnotation) mark =
        mill_annotation_new (i % 2 ? MILL_ANNOTATION_FRAME : MILL_ANNOTATION_NOTE, id,
                             "Some words", colors[i], 260 + 220 * (i % 2), 260 + 80 * (i / 2), 200, 60);

      mill_edit_put_annotation (edit, mark);
    }
  mill_history_commit (history, NULL);
  fixture_run (&self->base);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    pretend (self, g_ptr_array_index (ids, i), states[i]);
  mill_canvas_fit (self->canvas);
  canvas_settle (self);
}

static void
pale_cb (GtkWidget *widget,
         double     contrast,
         double     wanted,
         gpointer   data)
{
  const Look *look = data;
  g_auto(GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autofree char *list = g_strjoinv (".", classes);

  g_test_message ("%s: %s.%s has %.2f, less than %.1f", look->name, gtk_widget_get_css_name (widget),
                  list, contrast, wanted);
  g_test_fail ();
}

static void
test_contrast (CanvasFixture *self,
               gconstpointer  data)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema =
    g_settings_schema_source_lookup (source, "org.gnome.desktop.a11y.interface", TRUE);
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();
  g_autoptr(GSettings) access =
    schema != NULL ? g_settings_new ("org.gnome.desktop.a11y.interface") : NULL;

  /* As the program has them. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/millrace/Millrace/icons");
  fill (self);
  /* The style sheet of the program itself is told of the look by libadwaita. */
  gtk_css_provider_load_from_resource (provider, "/org/millrace/Millrace/canvas.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      AdwStyleManager *manager = adw_style_manager_get_default ();
      guint n;

      if (looks[i].contrast && access == NULL)
        break;
      if (access != NULL)
        g_settings_set_boolean (access, "high-contrast", looks[i].contrast);
      adw_style_manager_set_color_scheme (manager, looks[i].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
      g_object_set (provider,
                    "prefers-color-scheme", looks[i].dark ? GTK_INTERFACE_COLOR_SCHEME_DARK
                                                          : GTK_INTERFACE_COLOR_SCHEME_LIGHT,
                    "prefers-contrast", looks[i].contrast ? GTK_INTERFACE_CONTRAST_MORE
                                                          : GTK_INTERFACE_CONTRAST_NO_PREFERENCE,
                    NULL);
      canvas_settle (self);
      g_assert_cmpint (adw_style_manager_get_high_contrast (manager), ==, looks[i].contrast);
      /* What is measured is enlarged. */
      canvas_draw_shapes (self);
      n = contrast_check (self->window, self->window, pale_cb, (gpointer) &looks[i]);
      /* Nine cards, each with a title, a line, a tile and a port at least. */
      g_assert_cmpuint (n, >, 30);
    }
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (provider));
}

/* The measure itself, against figures of WCAG's. */
static void
test_measure (void)
{
  g_assert_cmpfloat_with_epsilon (contrast_between (0x000000, 0xffffff), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (contrast_between (0x777777, 0xffffff), 4.48, 0.005);
  g_assert_cmpfloat_with_epsilon (contrast_between (0x767676, 0xffffff), 4.54, 0.005);
}

int
main (int    argc,
      char **argv)
{
  /* High contrast is a setting of the desktop, here of one that nobody else sees. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/contrast/measure", test_measure);
  g_test_add ("/ui/contrast/canvas", CanvasFixture, NULL, canvas_set_up, test_contrast,
              canvas_tear_down);

  return g_test_run ();
}
