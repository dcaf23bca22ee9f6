using System;
using System.ComponentModel;

namespace Bolt.Endpoints;

/// <summary>Written by the generator on an assembly with routes, so that the application that references it maps them too.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BoltModuleAttribute(Type module) : Attribute
{
    /// <summary>The generated class.</summary>
    public Type Module { get; } = module;
}
