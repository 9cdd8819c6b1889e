/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/record.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *label;
} states[] = {
  [MILL_RECORD_RUNNING]     = { "running",     N_("Running") },
  [MILL_RECORD_DONE]        = { "done",        N_("Done") },
  [MILL_RECORD_FAILED]      = { "failed",      N_("Failed") },
  [MILL_RECORD_CANCELLED]   = { "cancelled",   N_("Cancelled") },
  [MILL_RECORD_INTERRUPTED] = { "interrupted", N_("Interrupted") },
};

G_DEFINE_BOXED_TYPE (MillRunRecord, mill_run_record, mill_run_record_ref, mill_run_record_unref)

const char *
mill_record_state_get_name (MillRecordState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].name;
}

const char *
mill_record_state_get_label (MillRecordState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return _(states[state].label);
}

static gboolean
is_interrupted (const MillNodeRecord *self,
                const MillRunRecord  *run)
{
  return run->state == MILL_RECORD_INTERRUPTED &&
         (self->state == MILL_STATE_RUNNING || self->state == MILL_STATE_WAITING);
}

const char *
mill_node_record_get_state_name (const MillNodeRecord *self,
                                 const MillRunRecord  *run)
{
  return is_interrupted (self, run) ? mill_record_state_get_name (MILL_RECORD_INTERRUPTED)
                                    : mill_state_get_name (self->state);
}

const char *
mill_node_record_get_state_label (const MillNodeRecord *self,
                                  const MillRunRecord  *run)
{
  return is_interrupted (self, run) ? mill_record_state_get_label (MILL_RECORD_INTERRUPTED)
                                    : mill_state_get_label (self->state);
}

char *
mill_run_record_dup_file (GFile *file)
{
  return g_file_is_native (file) ? g_file_get_path (file) : g_file_get_uri (file);
}

MillRunRecord *
mill_run_record_ref (MillRunRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_run_record (gpointer data)
{
  MillRunRecord *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->file);
  g_free (self->pipeline_digest);
  g_free (self->parameters);
  g_free (self->seeds);
  g_free (self->versions);
  g_free (self->problem);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
}

void
mill_run_record_unref (MillRunRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_run_record);
}

void
mill_metric_record_free (MillMetricRecord *self)
{
  g_free (self->node);
  g_free (self->label);
  g_free (self->name);
  g_free (self->series);
  g_free (self);
}

void
mill_table_record_free (MillTableRecord *self)
{
  g_free (self->port);
  g_clear_pointer (&self->digest, mill_table_digest_unref);
  g_free (self);
}

void
mill_node_record_free (MillNodeRecord *self)
{
  g_free (self->node);
  g_free (self->label);
  g_free (self->type);
  g_free (self->key);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self);
}

void
mill_log_record_free (MillLogRecord *self)
{
  g_free (self->node);
  g_free (self->text);
  g_free (self);
}

void
mill_file_record_free (MillFileRecord *self)
{
  g_free (self->node);
  g_free (self->path);
  g_free (self->digest);
  g_free (self);
}

void
mill_artifact_record_free (MillArtifactRecord *self)
{
  g_free (self->node);
  g_free (self->label);
  g_free (self->port);
  g_free (self->kind);
  g_free (self->digest);
  g_free (self->json);
  g_free (self);
}
