using System;
using System.Collections.Generic;
using System.ComponentModel;

namespace Bolt.Endpoints;

/// <summary>
/// Written by the generator on a library with routes: the lines they have in the <c>BoltSurface.txt</c> of an application that maps them. So an update of the library that opens a route is
/// seen when the application is built.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoltSurfaceAttribute(int version, params string[] lines) : Attribute
{
    /// <summary>Of the grammar: 1.</summary>
    public int Version { get; } = version;

    /// <summary>One for each method of a route.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
