// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT

// Nothing but the headers that are precompiled with it.
