using System;

namespace Bolt;

/// <summary>
/// The parameter, or the member of an <c>[AsParameters]</c> object, is the caller's user, loaded before the handler runs. When the user no longer exists
/// the response is 401, or the value is null where it is nullable.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CurrentUserAttribute : Attribute;
