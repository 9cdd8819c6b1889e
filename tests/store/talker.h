/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"
#include "store/store.h"

G_BEGIN_DECLS

/* A catalogue of one node type for the tests of the store: "talker" says as much as it is told
 * to. */
const MillCatalogue *talker_get_catalogue (void);

/* A run of a pipeline called @name with one talker "source" that writes @lines lines into the
 * log, as many points of a curve, two scores and an artifact, waiting @pause_ms between lines;
 * another, "after", that depends on nothing; and with @fails a diagnostic and a failure in the
 * end. */
MillRun             *talker_new_run       (const char *name,
                                           guint       lines,
                                           guint       pause_ms,
                                           gboolean    fails);

G_END_DECLS
