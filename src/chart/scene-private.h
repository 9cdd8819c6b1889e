/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/scene.h"

G_BEGIN_DECLS

MillScene     *mill_scene_new        (MillChart     *chart,
                                      double         width,
                                      double         height,
                                      MillTheme      theme);
/* Adds a primitive of a kind and colour; the rest of it is for the caller, before the next is
 * added. */
MillPrimitive *mill_scene_add        (MillScene         *self,
                                      MillPrimitiveKind  kind,
                                      MillColorRole      role,
                                      double             shade);
MillPrimitive *mill_scene_add_rect   (MillScene         *self,
                                      MillColorRole      role,
                                      double             shade,
                                      MillRect           bounds,
                                      double             radius);
/* A straight line of width 1 that begins and ends on whole pixels, so that it is sharp. */
MillPrimitive *mill_scene_add_rule   (MillScene         *self,
                                      MillColorRole      role,
                                      double             x1,
                                      double             y1,
                                      double             x2,
                                      double             y2);
/* LINE, AREA or POINTS, whose points follow with mill_scene_add_point(). The pointer it returns
 * holds until the next primitive. */
MillPrimitive *mill_scene_begin_points (MillScene       *self,
                                      MillPrimitiveKind  kind,
                                      MillColorRole      role);
void           mill_scene_add_point  (MillScene         *self,
                                      double             x,
                                      double             y);
void           mill_scene_add_hit    (MillScene         *self,
                                      MillRect           bounds,
                                      guint              series,
                                      gsize              index);
void           mill_scene_clip       (MillScene         *self,
                                      MillRect           bounds);
void           mill_scene_unclip     (MillScene         *self);

G_END_DECLS
