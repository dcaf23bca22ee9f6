using System;

namespace Bolt;

/// <summary>
/// The parameter, or the member of an <c>[AsParameters]</c> object, is the caller's user, loaded before the handler runs. When the user is gone
/// the answer is 401, or null where it is nullable.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CurrentUserAttribute : Attribute;
