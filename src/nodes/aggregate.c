/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/aggregate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

const MillChoice mill_aggregate_choices[] = {
  { MILL_AGGREGATE_COUNT,          "count",          N_("Count of values") },
  { MILL_AGGREGATE_COUNT_DISTINCT, "count-distinct", N_("Count of different values") },
  { MILL_AGGREGATE_SUM,            "sum",            N_("Sum") },
  { MILL_AGGREGATE_MEAN,           "mean",           N_("Mean") },
  { MILL_AGGREGATE_MEDIAN,         "median",         N_("Median") },
  { MILL_AGGREGATE_MIN,            "min",            N_("Smallest") },
  { MILL_AGGREGATE_MAX,            "max",            N_("Largest") },
  { MILL_AGGREGATE_STDDEV,         "standard-deviation", N_("Standard deviation") },
  { 0 }
};

const MillChoice mill_aggregate_chart_choices[] = {
  { MILL_AGGREGATE_SUM,            "sum",            N_("Sum") },
  { MILL_AGGREGATE_MEAN,           "mean",           N_("Mean") },
  { MILL_AGGREGATE_MEDIAN,         "median",         N_("Median") },
  { MILL_AGGREGATE_MIN,            "min",            N_("Smallest") },
  { MILL_AGGREGATE_MAX,            "max",            N_("Largest") },
  { 0 }
};

MillExpr *
mill_aggregate_new (MillAggregate  aggregate,
                    const char    *column,
                    MillDataKind   kind)
{
  const char *function = mill_aggregate_get_name (aggregate);

  /* The plain sum of such numbers depends on the order in which they come. */
  if (aggregate == MILL_AGGREGATE_SUM && kind == MILL_DATA_DOUBLE)
    function = "float-sum";

  return mill_expr_call (function, mill_expr_column (column), NULL);
}

static gboolean
needs_number (MillAggregate aggregate)
{
  switch (aggregate)
    {
    case MILL_AGGREGATE_SUM:
    case MILL_AGGREGATE_MEAN:
    case MILL_AGGREGATE_MEDIAN:
    case MILL_AGGREGATE_STDDEV:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
mill_aggregate_check (MillAggregate      aggregate,
                      const MillColumn  *column,
                      const char        *param,
                      GError           **error)
{
  if (!needs_number (aggregate) || mill_data_kind_is_number (column->kind))
    return TRUE;

  mill_fail_param (error, param,
                   _("Choose a column of numbers, or count its values"),
                   _("“%s” is of type %s, which has no %s"), column->name,
                   mill_data_kind_get_label (column->kind), mill_aggregate_get_label (aggregate));

  return FALSE;
}

static const MillChoice *
find_choice (MillAggregate aggregate)
{
  for (const MillChoice *choice = mill_aggregate_choices; choice->name != NULL; choice++)
    if (choice->value == (int) aggregate)
      return choice;

  g_return_val_if_reached (mill_aggregate_choices);
}

const char *
mill_aggregate_get_name (MillAggregate aggregate)
{
  return find_choice (aggregate)->name;
}

const char *
mill_aggregate_get_label (MillAggregate aggregate)
{
  return _(find_choice (aggregate)->label);
}

/* What follows "sum_" in the name of a column that Group By made of sums; NULL for other names. */
static const char *
skip_own_prefix (MillAggregate  aggregate,
                 const char    *column)
{
  g_autofree char *prefix = g_strconcat (mill_aggregate_get_name (aggregate), "_", NULL);

  g_strdelimit (prefix, "-", '_');

  return g_str_has_prefix (column, prefix) && column[strlen (prefix)] != '\0'
         ? column + strlen (prefix) : NULL;
}

char *
mill_aggregate_describe (MillAggregate  aggregate,
                         const char    *column)
{
  const char *origin = skip_own_prefix (aggregate, column);

  /* A sum of sums is a sum, but a mean of means is not a mean: it goes by the column's name. */
  if (origin != NULL && (aggregate == MILL_AGGREGATE_SUM || aggregate == MILL_AGGREGATE_MIN ||
                         aggregate == MILL_AGGREGATE_MAX))
    column = origin;
  else if (origin != NULL && aggregate != MILL_AGGREGATE_COUNT &&
           aggregate != MILL_AGGREGATE_COUNT_DISTINCT)
    return g_strdup (column);

  switch (aggregate)
    {
    case MILL_AGGREGATE_COUNT:
      return g_strdup_printf (_("Count of %s"), column);
    case MILL_AGGREGATE_COUNT_DISTINCT:
      return g_strdup_printf (_("Different values of %s"), column);
    case MILL_AGGREGATE_SUM:
      return g_strdup_printf (_("Sum of %s"), column);
    case MILL_AGGREGATE_MEAN:
      return g_strdup_printf (_("Mean of %s"), column);
    case MILL_AGGREGATE_MEDIAN:
      return g_strdup_printf (_("Median of %s"), column);
    case MILL_AGGREGATE_MIN:
      return g_strdup_printf (_("Smallest %s"), column);
    case MILL_AGGREGATE_MAX:
      return g_strdup_printf (_("Largest %s"), column);
    case MILL_AGGREGATE_STDDEV:
      return g_strdup_printf (_("Standard deviation of %s"), column);
    default:
      g_return_val_if_reached (NULL);
    }
}
