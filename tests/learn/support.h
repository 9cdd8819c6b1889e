/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/query.h"

G_BEGIN_DECLS

/* A database in memory for tests, without a run around it. */
typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
} Support;

Support    *support_new       (void);
void        support_free      (Support    *self);
/* Fails the test where the database does not like it. */
void        support_execute   (Support    *self,
                               const char *sql);
/* Over all rows of @table for which @where is true (NULL: all; stays the caller's). */
MillQuery   support_query     (Support    *self,
                               const char *table,
                               MillExpr   *where);
MillSchema *support_describe  (Support    *self,
                               const char *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Support, support_free)

/* The error must be of the user's making, and say this. */
void        support_assert_says (GError     *error,
                                 const char *param,
                                 const char *message);

G_END_DECLS
