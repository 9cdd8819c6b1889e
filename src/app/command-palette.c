/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/command-palette.h"

#include <glib/gi18n-lib.h>

#include "app/row-action.h"
#include "app/settings.h"

/* As many are shown: who sees more of them types another letter. */
#define MAX_HITS 60
/* As many commands are remembered. */
#define MAX_RECENT 8

typedef struct
{
  guint     rank;       /* 0: a command */
  char     *title;
  char     *keywords;
  char     *group;
  char     *keys;       /* the accelerator to show, or NULL */
  char     *action;
  GVariant *target;
} Entry;

typedef struct
{
  const Entry *entry;
  guint        index;
  int          score;
} Hit;

struct _MillCommandPalette
{
  AdwDialog       parent_instance;

  GtkSearchEntry *search;
  GtkStack       *stack;
  GtkListBox     *list;

  GPtrArray      *entries;
  GStrv           recent;
  const Entry    *chosen;
};

G_DEFINE_FINAL_TYPE (MillCommandPalette, mill_command_palette, ADW_TYPE_DIALOG)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->title);
  g_free (entry->keywords);
  g_free (entry->group);
  g_free (entry->keys);
  g_free (entry->action);
  g_clear_pointer (&entry->target, g_variant_unref);
  g_free (entry);
}

/* Words that are there come before letters with gaps, commands before the rest, and equals stay in the
 * order in which they were added. */
static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;
  gboolean strong = one->score >= MILL_COMMAND_STRONG;

  if (strong != (other->score >= MILL_COMMAND_STRONG))
    return strong ? -1 : 1;
  if (one->entry->rank != other->entry->rank)
    return one->entry->rank < other->entry->rank ? -1 : 1;
  if (one->score != other->score)
    return other->score - one->score;

  return one->index < other->index ? -1 : one->index > other->index;
}

static GtkWidget *
make_row (const Entry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (entry->title);
  GtkWidget *group = gtk_label_new (entry->group);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (group, "dimmed");
  gtk_widget_add_css_class (group, "caption");
  gtk_widget_set_hexpand (group, TRUE);
  gtk_label_set_xalign (GTK_LABEL (group), 0);
  gtk_label_set_ellipsize (GTK_LABEL (group), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), group);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, entry->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, entry->group,
                                  -1);
  if (entry->keys != NULL)
    {
      GdkModifierType modifiers;
      guint key;

      gtk_box_append (GTK_BOX (box), adw_shortcut_label_new (entry->keys));
      if (gtk_accelerator_parse (entry->keys, &key, &modifiers))
        {
          g_autofree char *label = gtk_accelerator_get_label (key, modifiers);

          gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                          GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, label, -1);
        }
    }
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  mill_row_add_action (row);

  return row;
}

/* How well @entry fits; the commands that were used last come first while nothing is typed. */
static int
get_score (MillCommandPalette *self,
           const Entry        *entry,
           const char         *text)
{
  if (*text != '\0')
    return mill_command_match (entry->title, entry->keywords, text);
  if (entry->rank > 0)
    return 0;
  for (guint i = 0; self->recent != NULL && self->recent[i] != NULL; i++)
    if (g_str_equal (self->recent[i], entry->action))
      return MILL_COMMAND_STRONG + MAX_RECENT - (int) MIN (i, MAX_RECENT - 1);

  return MILL_COMMAND_STRONG;
}

static void
update_list (MillCommandPalette *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  g_strstrip (text);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      Hit hit = { entry, i, get_score (self, entry, text) };

      if (hit.score > 0)
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < MIN (hits->len, MAX_HITS); i++)
    gtk_list_box_append (self->list, make_row (g_array_index (hits, Hit, i).entry));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, hits->len > 0 ? "list" : "empty");
}

static const Entry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static void
remember (MillCommandPalette *self,
          const char         *action)
{
  GSettings *settings = mill_settings_get ();
  g_autoptr(GStrvBuilder) recent = g_strv_builder_new ();
  g_auto(GStrv) actions = NULL;

  if (settings == NULL)
    return;
  g_strv_builder_add (recent, action);
  for (guint i = 0, n = 1; self->recent != NULL && self->recent[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (self->recent[i], action))
      {
        g_strv_builder_add (recent, self->recent[i]);
        n++;
      }
  actions = g_strv_builder_end (recent);
  g_settings_set_strv (settings, "recent-commands", (const char *const *) actions);
}

static void
choose (MillCommandPalette *self,
        GtkListBoxRow      *row)
{
  if (row == NULL || self->chosen != NULL)
    return;
  self->chosen = get_entry (row);
  if (self->chosen->rank == 0)
    remember (self, self->chosen->action);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
search_activated_cb (MillCommandPalette *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

static void
show_row (MillCommandPalette *self,
          GtkListBoxRow      *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (adjustment != NULL &&
      gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), get_entry (row)->title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The focus stays in the entry while the arrows move along the list. */
static gboolean
search_key_cb (MillCommandPalette *self,
               guint               keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = 0;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    step = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    step = -1;
  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    show_row (self, row);

  return GDK_EVENT_STOP;
}

static void
mill_command_palette_map (GtkWidget *widget)
{
  update_list (MILL_COMMAND_PALETTE (widget));

  GTK_WIDGET_CLASS (mill_command_palette_parent_class)->map (widget);
}

static void
mill_command_palette_closed (AdwDialog *dialog)
{
  MillCommandPalette *self = MILL_COMMAND_PALETTE (dialog);

  if (self->chosen != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, self->chosen->action, self->chosen->target);
}

static void
mill_command_palette_finalize (GObject *object)
{
  MillCommandPalette *self = MILL_COMMAND_PALETTE (object);

  g_ptr_array_unref (self->entries);
  g_strfreev (self->recent);

  G_OBJECT_CLASS (mill_command_palette_parent_class)->finalize (object);
}

static void
mill_command_palette_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_COMMAND_PALETTE);

  G_OBJECT_CLASS (mill_command_palette_parent_class)->dispose (object);
}

static void
mill_command_palette_class_init (MillCommandPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_command_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = mill_command_palette_finalize;
  widget_class->map = mill_command_palette_map;
  ADW_DIALOG_CLASS (klass)->closed = mill_command_palette_closed;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/command-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, search);
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, MillCommandPalette, list);
}

static void
mill_command_palette_init (MillCommandPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GSettings *settings = mill_settings_get ();

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->recent = settings != NULL ? g_settings_get_strv (settings, "recent-commands") : NULL;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Letters do not wait: there are few commands. */
  gtk_search_entry_set_search_delay (self->search, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (choose), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (adw_dialog_close), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

AdwDialog *
mill_command_palette_new (void)
{
  return g_object_new (MILL_TYPE_COMMAND_PALETTE, NULL);
}

void
mill_command_palette_add_command (MillCommandPalette *self,
                                  const MillCommand  *command)
{
  g_auto(GStrv) keys = mill_command_list_keys (command);
  Entry *entry = g_new0 (Entry, 1);

  entry->title = g_strdup (_(command->title));
  entry->keywords = g_strdup (command->keywords != NULL ? _(command->keywords) : NULL);
  entry->group = g_strdup (mill_command_group_get_title (command->group));
  entry->keys = g_strdup (keys[0]);
  entry->action = g_strdup (command->action);
  g_ptr_array_add (self->entries, entry);
}

void
mill_command_palette_add (MillCommandPalette *self,
                          guint               rank,
                          const char         *title,
                          const char         *keywords,
                          const char         *group,
                          const char         *action,
                          GVariant           *target)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->rank = rank;
  entry->title = g_strdup (title);
  entry->keywords = g_strdup (keywords);
  entry->group = g_strdup (group);
  entry->action = g_strdup (action);
  entry->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_ptr_array_add (self->entries, entry);
}
