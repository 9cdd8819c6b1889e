/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "talker.h"

#include <math.h>

#include "engine/task.h"
#include "pipeline/reader.h"

#define TALK_TYPE_ARTIFACT (talk_artifact_get_type ())
G_DECLARE_FINAL_TYPE (TalkArtifact, talk_artifact, TALK, ARTIFACT, MillArtifact)

struct _TalkArtifact
{
  MillArtifact parent_instance;
};

G_DEFINE_FINAL_TYPE (TalkArtifact, talk_artifact, MILL_TYPE_ARTIFACT)

static JsonNode *
to_json (MillArtifact *self)
{
  return json_from_string ("{\"said\": [1, 2.5, \"æøå\"]}", NULL);
}

static void
talk_artifact_class_init (TalkArtifactClass *klass)
{
  MILL_ARTIFACT_CLASS (klass)->kind = "report";
  MILL_ARTIFACT_CLASS (klass)->to_json = to_json;
}

static void
talk_artifact_init (TalkArtifact *self)
{
}

typedef struct
{
  gint64   lines;
  gint64   pause;
  gint64   seed;
  gboolean fails;
} Talker;

static const MillPort ports[] = {
  { "report", "Report", MILL_PORT_OUT, MILL_PORT_REPORT }, { 0 }
};

static const MillParam params[] = {
  { MILL_INTEGER (Talker, lines), .label = "Lines", .maximum = 1e9 },
  { MILL_INTEGER (Talker, pause), .label = "Pause", .maximum = 1e9 },
  { MILL_INTEGER (Talker, seed), .label = "Seed", .role = MILL_ROLE_SEED, .default_integer = 7 },
  { MILL_BOOLEAN (Talker, fails), .label = "Fails" },
  { 0 }
};

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const Talker *talker = settings;
  g_autoptr (MillArtifact) artifact = g_object_new (TALK_TYPE_ARTIFACT, NULL);

  for (gint64 i = 0; i < talker->lines; i++)
    {
      if (mill_task_is_cancelled (task, error))
        return FALSE;

      mill_task_log (task, MILL_SEVERITY_NOTE, "line %d: “quoted” 'text'", (int) i);
      mill_task_metric (task, "loss", "train", i + 1, 1.0 / (i + 1), NAN);
      mill_task_progress (task, (i + 1.0) / talker->lines);
      if (talker->pause > 0)
        g_usleep (talker->pause * 1000);
    }

  if (talker->fails)
    {
      mill_fail_param (error, "fails", "say FALSE", "it was to fail");
      return FALSE;
    }

  mill_task_metric (task, "accuracy", NULL, 0, 0.75, 0.5);
  mill_task_metric (task, "r2", NULL, 0, 0.25, NAN);
  mill_task_set_artifact (task, "report", artifact);

  return TRUE;
}

static const MillNodeType talker_type = {
  .id = "talker", .version = 1, .icon = "talk-symbolic", .label = "Talker", .summary = "Talks",
  .ports = ports, .params = params, .params_size = sizeof (Talker), .run = run,
};

static const MillNodeType *const types[] = { &talker_type, NULL };
static const MillCatalogue catalogue = { types };

const MillCatalogue *
talker_get_catalogue (void)
{
  return &catalogue;
}

MillRun *
talker_new_run (const char *name,
                guint       lines,
                guint       pause_ms,
                gboolean    fails)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;

  text = g_strdup_printf ("{\"format\": \"millrace/1\", \"name\": \"%s\","
                          " \"parameters\": {\"who\": {\"type\": \"string\", \"default\": \"me\"}},"
                          " \"nodes\": {\"source\": {\"type\": \"talker\", \"version\": 1,"
                          " \"params\": {\"lines\": %u, \"pause\": %u, \"fails\": %s}},"
                          " \"after\": {\"type\": \"talker\", \"version\": 1}}}",
                          name, lines, pause_ms, fails ? "true" : "false");
  bytes = g_bytes_new (text, strlen (text));
  pipeline = mill_pipeline_new_from_bytes (&catalogue, bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);

  return mill_run_new (pipeline, bindings, NULL);
}
