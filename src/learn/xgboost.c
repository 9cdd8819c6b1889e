/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/xgboost.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "learn/xgboost-private.h"
#include "pipeline/diagnostic.h"

void
mill_xgboost_clear_matrix (MillXgboostHandle *handle)
{
  if (*handle != NULL)
    XGDMatrixFree (*handle);
}

void
mill_xgboost_clear_booster (MillXgboostHandle *handle)
{
  if (*handle != NULL)
    XGBoosterFree (*handle);
}

gboolean
mill_xgboost_check (int      status,
                    GError **error)
{
  if (status == 0)
    return TRUE;

  mill_xgboost_fail (error, XGBGetLastError ());

  return FALSE;
}

void
mill_xgboost_fail (GError     **error,
                   const char  *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = g_strndup (valid, strcspn (valid, "\n"));
  g_autofree char *hint = NULL;
  MillDiagnostic *diagnostic;

  if (strstr (valid, "bad_alloc") != NULL)
    diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL,
                                      _("Fit on fewer rows or columns, with fewer bins, or close other programs"),
                                      "%s", _("There is no memory left for XGBoost"));
  else
    {
      hint = g_strdup_printf (_("XGBoost says: %s"), line);
      diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, *line != '\0' ? hint : NULL, "%s",
                                        _("XGBoost reported an error"));
    }
  diagnostic->detail = g_steal_pointer (&valid);
  mill_error_take (error, diagnostic);
}

/* XGBoost keeps these settings per thread, and would otherwise write to the terminal. */
void
mill_xgboost_be_quiet (void)
{
  XGBSetGlobalConfig ("{\"verbosity\": 0}");
}

char *
mill_xgboost_array (const float *values,
                    gsize        n_rows,
                    gsize        n_columns)
{
  return g_strdup_printf ("{\"data\": [%" G_GUINT64_FORMAT ", true], "
                          "\"shape\": [%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT "], "
                          "\"typestr\": \"%cf4\", \"version\": 3}",
                          (guint64) (guintptr) values, n_rows, n_columns,
                          G_BYTE_ORDER == G_LITTLE_ENDIAN ? '<' : '>');
}

gboolean
mill_xgboost_set_integer (MillXgboostHandle   booster,
                          const char         *name,
                          guint               value,
                          GError            **error)
{
  g_autofree char *text = g_strdup_printf ("%u", value);

  return mill_xgboost_check (XGBoosterSetParam (booster, name, text), error);
}

char *
mill_xgboost_dup_version (void)
{
  int major, minor, patch;

  XGBoostVersion (&major, &minor, &patch);

  return g_strdup_printf ("%d.%d.%d", major, minor, patch);
}

char *
mill_xgboost_describe (void)
{
  g_autofree char *version = mill_xgboost_dup_version ();

  return g_strconcat ("xgboost ", version, NULL);
}
