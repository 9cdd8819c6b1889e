/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "engine/results.h"

G_BEGIN_DECLS

/* The rows of one table output. What is shown stays until the new table is open. */
#define MILL_TYPE_TABLE_PAGE (mill_table_page_get_type ())
G_DECLARE_FINAL_TYPE (MillTablePage, mill_table_page, MILL, TABLE_PAGE, AdwBin)

/* Shows the table of @node at @port; @results NULL: says @otherwise. */
void mill_table_page_show (MillTablePage *self,
                           MillResults   *results,
                           const char    *node,
                           const char    *port,
                           const char    *otherwise);

G_END_DECLS
