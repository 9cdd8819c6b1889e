/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/read.h"

G_BEGIN_DECLS

/* Everything that can be asked about a run of a talker, by name. */
typedef struct
{
  const char     *name;
  gpointer      (*call)  (MillStore   *store,
                          const char  *run,
                          GError     **error);
  GDestroyNotify  destroy;   /* of what that returns; NULL is a failure */
} StoreCall;

extern const StoreCall store_calls[];
extern const guint     store_n_calls;

G_END_DECLS
