/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/query.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

static MillRows *
run_in_task (gpointer     owner,
             MillSelect  *select,
             GError     **error)
{
  return mill_task_query (owner, select, error);
}

MillQuery
mill_query_for_task (MillTask   *task,
                     const char *port,
                     MillExpr   *where)
{
  return (MillQuery) {
    .run = run_in_task, .owner = task, .relation = mill_task_get_relation (task, port),
    .where = where, .cancellable = mill_task_get_cancellable (task),
  };
}

MillSelect *
mill_query_select (const MillQuery *self)
{
  MillSelect *select = mill_select_new (self->relation);

  if (self->where != NULL)
    mill_select_where (select, mill_expr_copy (self->where));

  return select;
}

MillRows *
mill_query_run (const MillQuery  *self,
                MillSelect       *select,
                GError          **error)
{
  return self->run (self->owner, select, error);
}

MillRows *
mill_query_run_row (const MillQuery  *self,
                    MillSelect       *select,
                    GError          **error)
{
  g_autoptr (MillRows) rows = mill_query_run (self, select, error);
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return NULL;
  if (!mill_rows_next (rows, self->cancellable, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        mill_fail (error, NULL, "%s", _("A summary of the rows came back empty"));
      return NULL;
    }

  return g_steal_pointer (&rows);
}
