using System;

namespace Bolt;

/// <summary>
/// Put on a guard whose first constructor parameter, a string or an array of strings, names permissions. Read by the analyzers only, so that they report an empty name (BOLT1008) and a misspelled one
/// (BOLT1011). Classes derived from the guard have it too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NamesPermissionsAttribute : Attribute;
