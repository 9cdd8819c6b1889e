/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache.h"
#include "engine/key.h"

G_BEGIN_DECLS

/* What a cache remembers of a pipeline: the keys that its nodes had when they last came to a good end, with
 * what these were made of, which of them failed since, and the keys of the results that are pinned. A pipeline is known by where its
 * file is. One that was never saved has no memory. */
typedef struct _MillPipelineMemory MillPipelineMemory;

/* @pipeline: the URI of its file, or NULL: an empty memory, which cannot be saved. Never NULL; @damage (may
 * be NULL) is set where what there was is damaged, which is then removed, so that it is told once. */
MillPipelineMemory *mill_pipeline_memory_load   (MillCache           *cache,
                                                 const char          *pipeline,
                                                 GError             **damage);
void                mill_pipeline_memory_free   (MillPipelineMemory  *self);
/* Borrowed; NULL: the node is not known. */
const char         *mill_pipeline_memory_get_key (MillPipelineMemory *self,
                                                 const char          *node);
/* What that key was made of (key.h). Borrowed. */
JsonObject         *mill_pipeline_memory_get_record (MillPipelineMemory *self,
                                                 const char          *node);
/* Did it fail when it last ran? */
gboolean            mill_pipeline_memory_has_failed (MillPipelineMemory *self,
                                                 const char          *node);
/* The key of the result that is pinned. */
const char         *mill_pipeline_memory_get_pin (MillPipelineMemory *self,
                                                 const char          *node);
void                mill_pipeline_memory_note   (MillPipelineMemory  *self,
                                                 const char          *node,
                                                 MillKey             *key);
void                mill_pipeline_memory_set_failed (MillPipelineMemory *self,
                                                 const char          *node,
                                                 gboolean             failed);
/* @key NULL: it is pinned no more. */
void                mill_pipeline_memory_pin    (MillPipelineMemory  *self,
                                                 const char          *node,
                                                 const char          *key);
/* Writes what was noted into what others may have written meanwhile. Blocks. */
gboolean            mill_pipeline_memory_save   (MillPipelineMemory  *self,
                                                 GError             **error);
/* The keys that any pipeline has pinned: a set of strings. */
GHashTable         *mill_pipeline_memory_list_pins (MillCache        *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillPipelineMemory, mill_pipeline_memory_free)

G_END_DECLS
