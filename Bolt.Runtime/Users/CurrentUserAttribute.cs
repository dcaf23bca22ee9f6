using System;

namespace Bolt;

/// <summary>
/// The parameter is the caller's user, loaded before the handler runs. When the user is gone the answer is 401, or null where the
/// parameter is nullable.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CurrentUserAttribute : Attribute;
