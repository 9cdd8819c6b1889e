/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/problem-badge.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-item.h"

struct _MillProblemBadge
{
  GtkWidget    parent_instance;

  MillSession *session;
  char        *node;
  GtkWidget   *button;
};

G_DEFINE_FINAL_TYPE (MillProblemBadge, mill_problem_badge, GTK_TYPE_WIDGET)

static void
mill_problem_badge_dispose (GObject *object)
{
  MillProblemBadge *self = MILL_PROBLEM_BADGE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->node, g_free);

  G_OBJECT_CLASS (mill_problem_badge_parent_class)->dispose (object);
}

static void
mill_problem_badge_class_init (MillProblemBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_problem_badge_dispose;
  gtk_widget_class_set_css_name (widget_class, "problembadge");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mill_problem_badge_init (MillProblemBadge *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

static GtkWidget *
make_text (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* Selecting all of it is not what opening is for. */
  gtk_widget_set_focusable (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
show_cb (MillProblemBadge *self,
         GtkWidget        *button)
{
  g_autofree char *param = g_strdup (g_object_get_data (G_OBJECT (button), "param"));
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  g_autoptr (MillSession) session = g_object_ref (self->session);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  mill_session_reveal_path (session, path, param);
}

static GtkWidget *
make_row (MillProblemBadge     *self,
          const MillDiagnostic *problem)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show"));

  gtk_box_append (GTK_BOX (texts), make_text (problem->message, NULL));
  if (problem->hint != NULL)
    gtk_box_append (GTK_BOX (texts), make_text (problem->hint, "dimmed"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  g_object_set_data_full (G_OBJECT (button), "param",
                          g_strdup (problem->param != NULL ? problem->param : ""), g_free);
  /* It may be within the component that the node holds. */
  g_object_set_data_full (G_OBJECT (button), "path",
                          problem->node != NULL ? g_strdup (problem->node)
                                                : mill_session_make_path (self->session, self->node),
                          g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void
go_on (gpointer data)
{
  g_autoptr (MillProblemBadge) self = data;
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (self), MILL_TYPE_CANVAS_ITEM);

  if (card != NULL && has_focus_within (GTK_WIDGET (self)))
    gtk_widget_grab_focus (card);
}

/* Who has read what is wrong goes on at the node; the button gives the focus to itself first. */
static void
closed_cb (MillProblemBadge *self)
{
  g_idle_add_once (go_on, g_object_ref (self));
}

/* Made only when it is opened, so that it tells what is wrong then. */
static void
fill_popover_cb (GtkMenuButton *button,
                 gpointer       data)
{
  MillProblemBadge *self = data;
  g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (self->session, self->node);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (popover, "problems");
  for (guint i = 0; i < problems->len; i++)
    gtk_box_append (GTK_BOX (box), make_row (self, g_ptr_array_index (problems, i)));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

GtkWidget *
mill_problem_badge_new (MillSession *session,
                        const char  *node)
{
  MillProblemBadge *self = g_object_new (MILL_TYPE_PROBLEM_BADGE, NULL);

  self->session = g_object_ref (session);
  self->node = g_strdup (node);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), fill_popover_cb, self, NULL);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  mill_problem_badge_update (self);

  return GTK_WIDGET (self);
}

/* The messages, and how bad the worst is. */
static char *
describe (MillProblemBadge *self,
          MillSeverity     *worst)
{
  g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (self->session, self->node);
  GString *text = g_string_new (NULL);

  *worst = MILL_SEVERITY_NOTE;
  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);

      *worst = MAX (*worst, problem->severity);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", problem->message);
    }

  return g_string_free_and_steal (text);
}

void
mill_problem_badge_update (MillProblemBadge *self)
{
  static const struct
  {
    const char *icon;
    const char *css_class;
  } looks[] = {
    [MILL_SEVERITY_NOTE]    = { "dialog-information-symbolic", "note" },
    [MILL_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
    [MILL_SEVERITY_ERROR]   = { "dialog-error-symbolic", "error" },
  };
  MillSeverity worst;
  g_autofree char *text = describe (self, &worst);

  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0');
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), looks[worst].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char *[]) { looks[worst].css_class, NULL });
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *text != '\0' ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* Asked for by a command rather than at the button, it leaves the focus where it was. */
void
mill_problem_badge_popup (MillProblemBadge *self)
{
  GtkPopover *popover;
  GtkWidget *row;

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button));
  row = gtk_widget_get_first_child (gtk_popover_get_child (popover));
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_last_child (row));
}
