/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/* Tells assistive technology what happens to a pipeline, whoever does it and wherever: which nodes and links
 * come and go, and which errors come up after an edit. */
typedef struct _MillAnnouncer MillAnnouncer;

/* @speaker: is told of as the one who says it; not referenced. */
MillAnnouncer *mill_announcer_new         (GtkAccessible *speaker);
void           mill_announcer_free        (MillAnnouncer *self);
/* @session may be NULL. */
void           mill_announcer_set_session (MillAnnouncer *self,
                                           MillSession   *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillAnnouncer, mill_announcer_free)

G_END_DECLS
