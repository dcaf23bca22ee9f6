using System;

namespace Bolt;

/// <summary>What holds for every Bolt route of the assembly unless an inner level overrides it.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class BoltDefaultsAttribute : Attribute
{
    /// <summary>Backends for routes and groups that set none.</summary>
    public Type[]? Auth { get; set; }

    /// <summary>Guards that every route must pass first.</summary>
    public Type[]? Guards { get; set; }
}
