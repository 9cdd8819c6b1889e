/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/node-card-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/canvas/problem-badge.h"
#include "app/canvas/thumbnail.h"
#include "app/state-words.h"

/* The signs on a card that say how the node stands. */

/* No two states have the same icon: its shape tells them apart where colours do not. */
static const struct
{
  const char *icon;
  const char *css_class;
} state_looks[] = {
  [MILL_STATE_IDLE]      = { NULL, NULL },
  [MILL_STATE_REUSED]    = { "state-reused-symbolic", "dimmed" },
  [MILL_STATE_WAITING]   = { "content-loading-symbolic", "dimmed" },
  [MILL_STATE_RUNNING]   = { NULL, NULL },
  [MILL_STATE_DONE]      = { "emblem-ok-symbolic", "success" },
  [MILL_STATE_FAILED]    = { "state-failed-symbolic", "error" },
  [MILL_STATE_SKIPPED]   = { "media-skip-forward-symbolic", "dimmed" },
  [MILL_STATE_CANCELLED] = { "media-playback-stop-symbolic", "dimmed" },
};

static void
ensure_signs (MillNodeCard *self)
{
  if (self->signs != NULL)
    return;

  self->signs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_add_css_class (self->signs, "signs");
  gtk_box_append (GTK_BOX (self->line), self->signs);
}

/* Most nodes have no problem, never run while somebody looks, and are made by the hundred while the view
 * moves: what they need not have they get when they need it. */
void
mill_node_card_update_badge (MillNodeCard *self)
{
  if (self->badge == NULL)
    {
      g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (mill_node_card_get_session (self),
                                                                      mill_node_card_get_id (self));

      if (problems->len == 0)
        return;
      self->badge = mill_problem_badge_new (mill_node_card_get_session (self), mill_node_card_get_id (self));
      ensure_signs (self);
      gtk_box_append (GTK_BOX (self->signs), self->badge);
      if (self->state != NULL)
        gtk_box_reorder_child_after (GTK_BOX (self->signs), self->state, self->badge);
    }
  mill_problem_badge_update (MILL_PROBLEM_BADGE (self->badge));
}

static void
ensure_state (MillNodeCard *self)
{
  if (self->state != NULL)
    return;

  self->state_icon = gtk_image_new ();
  /* Some point the way that the data goes, which is to the right in every language. */
  gtk_widget_set_direction (self->state_icon, GTK_TEXT_DIR_LTR);
  self->state = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->state), self->state_icon, "icon");
  gtk_stack_add_named (GTK_STACK (self->state), adw_spinner_new (), "spinner");
  gtk_widget_add_css_class (self->state, "state");
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  ensure_signs (self);
  gtk_box_append (GTK_BOX (self->signs), self->state);
}

static void
show_progress (MillNodeCard *self,
               gboolean      visible,
               double        fraction)
{
  if (visible && self->progress == NULL)
    {
      self->progress = gtk_progress_bar_new ();
      gtk_widget_add_css_class (self->progress, "osd");
      gtk_box_append (GTK_BOX (self->content), self->progress);
    }
  if (self->progress == NULL)
    return;

  gtk_widget_set_visible (self->progress, visible);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), CLAMP (fraction, 0, 1));
}

/* A sign with its meaning in words, made when it is first needed. */
static void
show_mark (MillNodeCard  *self,
           GtkWidget    **mark,
           gboolean       visible,
           const char    *icon,
           const char    *text)
{
  if (visible && *mark == NULL)
    {
      *mark = gtk_image_new_from_icon_name (icon);
      gtk_widget_set_direction (*mark, GTK_TEXT_DIR_LTR);
      gtk_widget_add_css_class (*mark, "mark");
      gtk_widget_set_tooltip_text (*mark, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (*mark), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      ensure_signs (self);
      gtk_box_prepend (GTK_BOX (self->signs), *mark);
    }
  if (*mark != NULL)
    gtk_widget_set_visible (*mark, visible);
}

/* What is bypassed is dimmed, too. */
void
mill_node_card_show_marks (MillNodeCard *self,
                           MillNode     *node)
{
  show_mark (self, &self->bypass, mill_node_is_bypassed (node), "media-seek-forward-symbolic",
             _(MILL_CARD_BYPASSED));
  show_mark (self, &self->pin, mill_node_is_pinned (node), "view-pin-symbolic", _(MILL_CARD_PINNED));
  if (mill_node_is_bypassed (node))
    gtk_widget_add_css_class (GTK_WIDGET (self), "bypassed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bypassed");
}

/* What the node differs in from the version that the document is compared with, or NULL. Of a component that is
 * as it was but for what it holds, that is said. */
static char *
dup_difference (MillNodeCard *self,
                const char  **css_class)
{
  static const char *const classes[] = {
    [MILL_NODE_ADDED] = "added",
    [MILL_NODE_CHANGED] = "changed",
    [MILL_NODE_MOVED] = "moved",
    [MILL_NODE_REMOVED] = NULL,
  };
  MillSession *session = mill_node_card_get_session (self);
  MillComparison *comparison = mill_session_get_comparison (session);
  g_autofree char *path = mill_session_make_path (session, mill_node_card_get_id (self));
  const MillNodeDifference *difference = comparison != NULL ? mill_comparison_find (comparison, path) : NULL;
  gboolean within = comparison != NULL && mill_comparison_is_within (comparison, path);

  *css_class = NULL;
  if (within && (difference == NULL || difference->fate == MILL_NODE_MOVED))
    {
      *css_class = classes[MILL_NODE_CHANGED];
      return g_strdup (_("What is in it is different"));
    }
  if (difference == NULL || difference->fate == MILL_NODE_REMOVED)
    return NULL;

  *css_class = classes[difference->fate];

  return mill_comparison_dup_words (difference);
}

void
mill_node_card_update_comparison (MillNodeCard *self)
{
  static const char *const classes[] = { "added", "changed", "moved" };
  const char *css_class;
  g_autofree char *words = dup_difference (self, &css_class);

  show_mark (self, &self->difference, words != NULL, "differs-symbolic", words);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i], css_class) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  if (words == NULL)
    return;

  gtk_widget_set_tooltip_text (self->difference, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->difference), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update_thumbnail (MillNodeCard *self)
{
  const MillPort *port;

  for (guint i = 0; self->type != NULL &&
       (port = mill_node_type_get_port (self->type, MILL_PORT_OUT, i)) != NULL; i++)
    {
      g_autoptr (MillArtifact) artifact = NULL;

      if (port->type != MILL_PORT_CHART)
        continue;
      artifact = mill_session_dup_artifact (mill_node_card_get_session (self), mill_node_card_get_id (self),
                                            port->name);
      mill_thumbnail_set_artifact (MILL_THUMBNAIL (self->thumbnail), artifact);
    }
}

static char *
add_reasons (MillNodeCard *self,
             const char   *text)
{
  g_autofree char *reasons = mill_session_dup_reasons (mill_node_card_get_session (self),
                                                       mill_node_card_get_id (self));

  return reasons != NULL ? g_strdup_printf ("%s\n%s", text, reasons) : g_strdup (text);
}

/* Why what is pinned is not what a run would give now. */
static void
update_pin (MillNodeCard *self)
{
  g_autofree char *text = NULL;

  if (self->pin == NULL)
    return;
  text = add_reasons (self, _(MILL_CARD_PINNED));
  gtk_widget_set_tooltip_text (self->pin, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pin), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Of what took no part in the last run there is only what the next would do with it. Where nothing ran yet that is
 * the same for all, and is not said. */
static const MillOutlook *
find_outlook (MillNodeCard *self)
{
  MillSession *session = mill_node_card_get_session (self);
  const MillOutlook *outlook = mill_session_get_outlook (session, mill_node_card_get_id (self));
  gboolean has_run;

  g_object_get (session, "has-run", &has_run, NULL);

  return outlook != NULL && (has_run || outlook->verdict != MILL_VERDICT_RUN) ? outlook : NULL;
}

static char *
dup_state_tooltip (const MillNodeStatus *status)
{
  char *running = mill_state_words_dup_running (status);

  if (running != NULL)
    return running;
  if (status->state == MILL_STATE_DONE && status->seconds > 0)
    return g_strdup_printf (_("Done in %.2f s"), status->seconds);

  return g_strdup (mill_state_get_label (status->state));
}

/* How it stands, what changed, and what the next run would do with it: each on a line. */
static char *
dup_tooltip (MillNodeCard         *self,
             const MillNodeStatus *status,
             gboolean              changed,
             const MillOutlook    *outlook)
{
  g_autofree char *will = outlook != NULL ? mill_outlook_dup_will (outlook) : NULL;
  g_autofree char *words = changed ? mill_state_words_dup_changed (status) : NULL;
  g_autofree char *state = NULL;

  if (status->state == MILL_STATE_IDLE)
    return outlook->reasons != NULL ? g_strdup_printf ("%s\n%s", will, outlook->reasons) : g_steal_pointer (&will);
  state = changed ? add_reasons (self, words) : dup_state_tooltip (status);

  return will != NULL ? g_strdup_printf ("%s\n%s", state, will) : g_steal_pointer (&state);
}

static void
show_state (MillNodeCard         *self,
            const MillNodeStatus *status,
            const MillOutlook    *outlook)
{
  gboolean running = status->state == MILL_STATE_RUNNING;
  gboolean idle = status->state == MILL_STATE_IDLE;
  gboolean changed = status->stale && (status->state == MILL_STATE_DONE ||
                                       status->state == MILL_STATE_REUSED);
  const char *icon = idle && outlook != NULL ? mill_outlook_get_icon (outlook) : state_looks[status->state].icon;
  g_autofree char *tooltip = NULL;

  gtk_widget_set_visible (self->state, running || icon != NULL);
  if (!running && icon == NULL)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->state), running ? "spinner" : "icon");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon),
                                changed && status->values != NULL ? "values-symbolic"
                                : changed ? "document-edit-symbolic" : icon);
  gtk_widget_set_css_classes (self->state_icon,
                              (const char *[]) { idle || status->stale ? "dimmed"
                                                 : state_looks[status->state].css_class, NULL });

  tooltip = dup_tooltip (self, status, changed, outlook);
  gtk_widget_set_tooltip_text (self->state, tooltip);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_stack_get_visible_child (GTK_STACK (self->state))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

void
mill_node_card_update_status (MillNodeCard *self)
{
  const MillOutlook *outlook = find_outlook (self);
  MillNodeStatus status;

  mill_session_get_status (mill_node_card_get_session (self), mill_node_card_get_id (self), &status);
  if (status.state != MILL_STATE_IDLE || outlook != NULL)
    ensure_state (self);
  if (self->state != NULL)
    show_state (self, &status, outlook);
  show_progress (self, status.state == MILL_STATE_RUNNING && status.fraction > 0, status.fraction);
  if (status.state == MILL_STATE_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");

  if (self->thumbnail != NULL)
    update_thumbnail (self);
  update_pin (self);
  mill_node_card_update_badge (self);
  mill_node_card_tell (self);
}

void
mill_node_card_show_problems (MillNodeCard *self)
{
  if (self->badge != NULL && gtk_widget_get_visible (self->badge))
    mill_problem_badge_popup (MILL_PROBLEM_BADGE (self->badge));
}

gboolean
mill_node_card_get_badge_bounds (MillNodeCard    *self,
                                 GtkWidget       *of,
                                 graphene_rect_t *bounds)
{
  return self->badge != NULL && gtk_widget_get_visible (self->badge) &&
         gtk_widget_compute_bounds (self->badge, of, bounds);
}

float
mill_node_card_get_signs_width (MillNodeCard *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  graphene_rect_t bounds;

  if (self->signs == NULL || gtk_widget_get_width (self->signs) == 0 ||
      !gtk_widget_compute_bounds (self->signs, GTK_WIDGET (self), &bounds))
    return 0;

  return rtl ? bounds.origin.x + bounds.size.width
             : gtk_widget_get_width (GTK_WIDGET (self)) - bounds.origin.x;
}
