using System;
using Microsoft.CodeAnalysis.Editing;

namespace Bolt.CodeFixes;

/// <summary>One way to fix one diagnostic.</summary>
internal sealed record Edit(string Title, string Key, Action<DocumentEditor> Apply);
