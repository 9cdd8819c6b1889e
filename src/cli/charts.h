/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"

G_BEGIN_DECLS

/* Gathers the charts of a run, to be written as pictures when it has ended. */
typedef struct _MillCharts MillCharts;

/* Before the run starts. */
MillCharts *mill_charts_new   (MillRun     *run);
void        mill_charts_unref (MillCharts  *self);
/* Makes the folder that they are to be written into, if need be; FALSE where it cannot be made,
 * which was told. Before the run: nobody wants to wait for it in vain. */
gboolean    mill_charts_make_folder (const char *directory);
/* Writes NODE.svg and NODE.png (NODE-PORT where a node has several charts) into @directory,
 * and tells the names. FALSE where one could not be written, which was
 * told. */
gboolean    mill_charts_write (MillCharts  *self,
                               const char  *directory,
                               gboolean     quiet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillCharts, mill_charts_unref)

G_END_DECLS
