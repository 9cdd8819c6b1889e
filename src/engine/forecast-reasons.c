/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/forecast.h"

#include <glib/gi18n-lib.h>

MillReason *
mill_reason_new (MillReasonKind  kind,
                 const char     *name,
                 const char     *before,
                 const char     *after)
{
  MillReason *self = g_new0 (MillReason, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  self->before = g_strdup (before);
  self->after = g_strdup (after);

  return self;
}

void
mill_reason_free (gpointer data)
{
  MillReason *self = data;

  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

const char *
mill_reason_kind_get_name (MillReasonKind kind)
{
  static const char *const names[] = {
    "never", "failed", "gone", "setting", "parameter", "file", "input", "links", "type", "engine", "environment",
    "passed-on", "written", "unreadable", "unknown-input", "no-cache", "from-scratch",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

static char *
describe_change (const char *what,
                 const char *before,
                 const char *after)
{
  if (before == NULL)
    /* Translators: %1 what was set, %2 its value: "parameter “year” is now 2015" */
    return g_strdup_printf (_("%s is now %s"), what, after);
  if (after == NULL)
    /* Translators: %1 what was set, %2 the value it had. */
    return g_strdup_printf (_("%s is no more, and was %s"), what, before);

  /* Translators: %1 what changed, %2 the value it had, %3 the one it has. */
  return g_strdup_printf (_("%s changed: %s → %s"), what, before, after);
}

/* A node that is gone is known by its id only. */
static const char *
get_label (MillPipeline *pipeline,
           const char   *id)
{
  return mill_pipeline_get_node (pipeline, id) != NULL ? mill_pipeline_get_node_label (pipeline, id) : id;
}

char *
mill_reason_describe (const MillReason *self,
                      MillPipeline     *pipeline)
{
  g_autofree char *what = NULL;

  switch (self->kind)
    {
    case MILL_REASON_NEVER:
      return g_strdup (_("it has never run"));
    case MILL_REASON_FAILED:
      return g_strdup (_("its last run failed"));
    case MILL_REASON_GONE:
      return g_strdup (_("its result is no longer in the cache"));
    case MILL_REASON_SETTING:
      what = g_strdup_printf (_("setting “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_PARAMETER:
      what = g_strdup_printf (_("parameter “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_FILE:
      return g_strdup_printf (_("file “%s” changed"), self->name);
    case MILL_REASON_INPUT:
      return g_strdup_printf (_("what comes from “%s” changed"),
                              get_label (pipeline, self->name));
    case MILL_REASON_LINKS:
      what = g_strdup_printf (_("what is linked to “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_TYPE:
      return describe_change (_("the type of the node"), self->before, self->after);
    case MILL_REASON_ENGINE:
      return describe_change (_("what computes it"), self->before, self->after);
    case MILL_REASON_ENVIRONMENT:
      return g_strdup (_("an environment variable changed"));
    case MILL_REASON_PASSED_ON:
      return g_strdup_printf (_("“%s” needs its table, which is not kept"),
                              get_label (pipeline, self->name));
    case MILL_REASON_WRITTEN:
      return g_strdup_printf (_("file “%s” is not as it was written"), self->name);
    case MILL_REASON_UNREADABLE:
      return g_strdup_printf (_("file “%s” cannot be read"), self->name);
    case MILL_REASON_KEYLESS:
      return g_strdup_printf (_("nothing is known of “%s” before it"),
                              get_label (pipeline, self->name));
    case MILL_REASON_NO_CACHE:
      return g_strdup (_("no results are kept"));
    case MILL_REASON_FROM_SCRATCH:
      return g_strdup (_("everything was to be made from scratch"));
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
mill_keep_choice_describe (MillKeepChoice choice)
{
  switch (choice)
    {
    case MILL_KEEP_END:
      return _("kept: an end");
    case MILL_KEEP_PINNED:
      return _("kept: pinned");
    case MILL_KEEP_MADE:
      return _("kept: not a query");
    case MILL_KEEP_SHARED:
      return _("kept: read more than once");
    case MILL_KEEP_CONDENSED:
      return _("kept: small beside its input");
    case MILL_KEEP_NOT_CHEAP:
      return _("passed on: costs nothing to read again");
    case MILL_KEEP_NOT_ONCE:
      return _("passed on: read once");
    case MILL_KEEP_NO_TABLE:
    default:
      return "";
    }
}
