using System;

namespace Bolt;

/// <summary>
/// Put on a guard that never lets an anonymous caller pass. Read by the analyzers only, so that they report a route that no caller can pass (BOLT1002). Classes derived from the guard have it too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresIdentityAttribute : Attribute
{
    /// <summary>The guard lets every authenticated caller pass: it does not look at who that is, nor at what is asked for (BOLT1010).</summary>
    public bool IdentityOnly { get; set; }
}
