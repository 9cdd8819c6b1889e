/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outlook.h"

#include <glib/gi18n-lib.h>

/* Not what would run because its result was never kept, or is not any more: what is on the screen is right. */
static gboolean
is_change (MillReasonKind kind)
{
  switch (kind)
    {
    case MILL_REASON_SETTING:
    case MILL_REASON_PARAMETER:
    case MILL_REASON_FILE:
    case MILL_REASON_INPUT:
    case MILL_REASON_LINKS:
    case MILL_REASON_TYPE:
    case MILL_REASON_ENGINE:
    case MILL_REASON_ENVIRONMENT:
    case MILL_REASON_WRITTEN:
    case MILL_REASON_UNREADABLE:
      return TRUE;
    case MILL_REASON_NEVER:
    case MILL_REASON_GONE:
    case MILL_REASON_PASSED_ON:
    case MILL_REASON_KEYLESS:
    case MILL_REASON_NO_CACHE:
    case MILL_REASON_FROM_SCRATCH:
    default:
      return FALSE;
    }
}

static void
add_line (char       **text,
          const char  *line)
{
  g_autofree char *before = *text;

  *text = before != NULL ? g_strdup_printf ("%s\n%s", before, line) : g_strdup (line);
}

MillOutlook *
mill_outlook_new (const MillForecastNode *node,
                  MillPipeline           *expanded,
                  gboolean                known)
{
  MillOutlook *self = g_new0 (MillOutlook, 1);

  self->verdict = node->verdict;
  self->needed = node->needed;
  self->pinned = node->pinned;
  self->stale = node->stale;
  self->choice = node->choice;
  self->key = g_strdup (node->key);
  self->last_key = g_strdup (node->last_key);
  if (node->fused_into != NULL)
    self->fused_into = g_strdup (mill_pipeline_get_node_label (expanded, node->fused_into));
  for (guint i = 0; i < node->reasons->len; i++)
    {
      const MillReason *reason = g_ptr_array_index (node->reasons, i);
      g_autofree char *words = NULL;

      if (reason->kind == MILL_REASON_NEVER && !known)
        continue;
      words = mill_reason_describe (reason, expanded);
      add_line (&self->reasons, words);
      if (is_change (reason->kind))
        add_line (&self->changes, words);
    }

  return self;
}

void
mill_outlook_free (gpointer outlook)
{
  MillOutlook *self = outlook;

  g_free (self->key);
  g_free (self->last_key);
  g_free (self->fused_into);
  g_free (self->changes);
  g_free (self->reasons);
  g_free (self);
}

MillOutlook *
mill_outlook_add (MillOutlook       *self,
                  const MillOutlook *within)
{
  if (self == NULL)
    {
      self = g_new0 (MillOutlook, 1);
      self->verdict = MILL_VERDICT_REUSE;
    }
  if (within->verdict == MILL_VERDICT_RUN)
    self->verdict = MILL_VERDICT_RUN;
  self->needed |= within->needed;
  self->stale |= within->stale;
  if (self->changes == NULL)
    self->changes = g_strdup (within->changes);
  if (self->reasons == NULL)
    self->reasons = g_strdup (within->reasons);

  return self;
}

gboolean
mill_outlook_equal (const MillOutlook *self,
                    const MillOutlook *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return self->verdict == other->verdict && self->needed == other->needed && self->pinned == other->pinned &&
         self->stale == other->stale && self->choice == other->choice &&
         g_strcmp0 (self->fused_into, other->fused_into) == 0 && g_strcmp0 (self->reasons, other->reasons) == 0;
}

gboolean
mill_outlook_is_stale (const MillOutlook *self,
                       gboolean           changed)
{
  if (self->stale)
    return TRUE;
  if (self->key == NULL || self->last_key == NULL)
    return changed || self->changes != NULL;

  return self->changes != NULL || !g_str_equal (self->key, self->last_key);
}

const char *
mill_outlook_get_icon (const MillOutlook *self)
{
  if (self->verdict == MILL_VERDICT_RUN)
    return "media-playback-start-symbolic";
  if (self->pinned)
    return "view-pin-symbolic";

  return self->needed ? "state-reused-symbolic" : "list-remove-symbolic";
}

char *
mill_outlook_dup_will (const MillOutlook *self)
{
  if (self->verdict == MILL_VERDICT_RUN && self->fused_into != NULL)
    /* Translators: what a run would do with a node, which is computed as a part of the query of another. */
    return g_strdup_printf (_("Will run, fused into the query of “%s”"), self->fused_into);
  if (self->verdict == MILL_VERDICT_RUN)
    return g_strdup (_("Will run"));
  if (self->pinned && self->stale)
    return g_strdup (_("Will be given as it is pinned, which is out of date"));
  if (self->pinned)
    return g_strdup (_("Will be given as it is pinned"));

  return g_strdup (self->needed ? _("Will be reused") : _("Not needed: what reads it is reused"));
}

char *
mill_outlook_dup_table (const MillOutlook *self)
{
  if (self->choice == MILL_KEEP_NO_TABLE)
    return NULL;

  /* Translators: what becomes of the table that a node gives: "Table kept: read more than once". */
  return g_strdup_printf (_("Table %s"), mill_keep_choice_describe (self->choice));
}
