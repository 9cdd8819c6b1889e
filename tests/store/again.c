/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "again.h"

#include <string.h>

#include "pipeline/reader.h"
#include "run-types.h"

#define NODE(id, type, more) "\"" id "\": {\"type\": \"" type "\", \"version\": 1" more "}"
#define FROM(node) ", \"inputs\": {\"table\": \"" node "\"}"

static const char document[] =
  "{\"format\": \"millrace/1\", \"parameters\": {\"least\": {\"type\": \"integer\", \"default\": 2}}, \"nodes\": {"
  NODE ("numbers", "numbers", ", \"params\": {\"count\": 10}") ", "
  NODE ("few", "keep", FROM ("numbers") ", \"params\": {\"condition\": \"n >= ${least}\"}") ", "
  NODE ("count", "count", FROM ("few")) ", "
  NODE ("word", "word", FROM ("few")) "}}";

void
again_run (Fixture           *self,
           GFile             *file,
           const char *const *values)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (document, strlen (document));
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline = mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, NULL, &error);
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillRun) run = NULL;
  const MillRunOptions options = { .threads = 2, .digests = TRUE };

  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, values, &error);
  g_assert_no_error (error);
  run = mill_run_new (pipeline, bindings, &options);
  mill_store_record_run (self->store, run, file);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_DONE);
  g_assert_true (mill_store_flush (self->store, &error));
  g_assert_no_error (error);
}

MillRepeat *
again_begin (Fixture  *self,
             GError  **error)
{
  g_autoptr (MillRunRecord) record = fixture_get_run (self, "latest");

  return mill_repeat_new (self->store, record, run_types_get_catalogue (), error);
}

MillRepeat *
again_repeat (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  MillRepeat *repeat = again_begin (self, &error);
  g_autoptr (MillRun) again = NULL;

  g_assert_no_error (error);
  again = mill_repeat_make_run (repeat, 2, 0, &error);
  g_assert_no_error (error);
  mill_run_execute (again, NULL);

  return repeat;
}
