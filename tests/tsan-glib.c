/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into programs that are built with -fsanitize=thread, with a GLib that is not: GLib's locks
 * are made of futexes, which ThreadSanitizer does not see. This tells it what each of them orders. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>

/* Not there in programs that tests start besides, such as Python. */
void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (void *address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire (address);
}

static void
release (void *address)
{
  if (__tsan_release != NULL)
    __tsan_release (address);
}

/* The function that is behind the one of this name here. */
#define REAL(name) \
  static __typeof__ (&name) real; \
  if (real == NULL) \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

/* ---- What is done once ---- */

#undef g_once_init_leave
#undef g_once_init_leave_pointer

void
g_once_init_leave (volatile void *location,
                   gsize          result)
{
  REAL (g_once_init_leave);
  release ((void *) location);
  real (location, result);
}

void
g_once_init_leave_pointer (void     *location,
                           gpointer  result)
{
  REAL (g_once_init_leave_pointer);
  release (location);
  real (location, result);
}

/* ---- Locks ---- */

#undef g_mutex_lock
#undef g_mutex_unlock
#undef g_mutex_trylock

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked;

  REAL (g_mutex_trylock);
  locked = real (mutex);
  if (locked)
    acquire (mutex);

  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  REAL (g_cond_wait);
  release (mutex);
  real (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  REAL (g_cond_wait_until);
  release (mutex);
  signalled = real (cond, mutex, end_time);
  acquire (mutex);

  return signalled;
}

/* ---- Queues ---- */

void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  REAL (g_async_queue_push);
  release (data);
  real (queue, data);
}

static gpointer
popped (gpointer data)
{
  if (data != NULL)
    acquire (data);

  return data;
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_pop);
  return popped (real (queue));
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_try_pop);
  return popped (real (queue));
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue,
                           guint64      timeout)
{
  REAL (g_async_queue_timeout_pop);
  return popped (real (queue, timeout));
}

/* ---- Pools of threads ---- */

typedef struct
{
  GFunc    func;
  gpointer data;
} PoolWork;

static void
pool_work_cb (gpointer data,
              gpointer work)
{
  PoolWork *self = work;

  acquire (data);
  self->func (data, self->data);
  release (self);
}

GThreadPool *
g_thread_pool_new (GFunc      func,
                   gpointer   data,
                   int        max_threads,
                   gboolean   exclusive,
                   GError   **error)
{
  PoolWork *work = g_new0 (PoolWork, 1);

  REAL (g_thread_pool_new);
  work->func = func;
  work->data = data;

  return real (pool_work_cb, work, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool,
                    gpointer     data,
                    GError     **error)
{
  REAL (g_thread_pool_push);
  release (data);

  return real (pool, data, error);
}

void
g_thread_pool_free (GThreadPool *pool,
                    gboolean     immediate,
                    gboolean     wait_)
{
  PoolWork *work = pool->user_data;

  REAL (g_thread_pool_free);
  real (pool, immediate, wait_);
  if (wait_)
    {
      acquire (work);
      g_free (work);
    }
}

/* ---- Main contexts ---- */

typedef struct
{
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify destroy;
} SourceWork;

static gboolean
source_work_cb (gpointer work)
{
  SourceWork *self = work;

  acquire (self);

  return self->func (self->data);
}

static void
source_work_free (gpointer work)
{
  SourceWork *self = work;

  acquire (self);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static SourceWork *
source_work_new (GSourceFunc    func,
                 gpointer       data,
                 GDestroyNotify destroy)
{
  SourceWork *self = g_new0 (SourceWork, 1);

  self->func = func;
  self->data = data;
  self->destroy = destroy;
  release (self);

  return self;
}

guint
g_idle_add_full (int            priority,
                 GSourceFunc    func,
                 gpointer       data,
                 GDestroyNotify destroy)
{
  REAL (g_idle_add_full);
  return real (priority, source_work_cb, source_work_new (func, data, destroy), source_work_free);
}

/* ---- What is counted ---- */

/* Whatever others did before they let go of it comes before what the last one does. */
gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean last;

  REAL (g_atomic_ref_count_dec);
  release ((void *) count);
  last = real (count);
  if (last)
    acquire ((void *) count);

  return last;
}

void
(g_atomic_rc_box_release_full) (gpointer       box,
                                GDestroyNotify clear)
{
  REAL (g_atomic_rc_box_release_full);
  release (box);
  acquire (box);
  real (box, clear);
}

/* ---- Objects ---- */

gpointer
(g_object_ref) (gpointer object)
{
  REAL (g_object_ref);
  release (object);

  return real (object);
}

void
g_object_unref (gpointer object)
{
  REAL (g_object_unref);
  release (object);
  acquire (object);
  real (object);
}

/* Who holds an object weakly is among its data, which goes with it. */
void
g_weak_ref_init (GWeakRef *ref,
                 gpointer  object)
{
  REAL (g_weak_ref_init);
  real (ref, object);
  if (object != NULL)
    release (object);
}

/* g_task_return_ in one thread, the callback in another. */
void
g_task_return_int (GTask  *task,
                   gssize  result)
{
  REAL (g_task_return_int);
  release (task);
  real (task, result);
}

gssize
g_task_propagate_int (GTask   *task,
                      GError **error)
{
  REAL (g_task_propagate_int);
  acquire (task);

  return real (task, error);
}
