using System;

namespace Bolt;

/// <summary>
/// Put on a guard that sends the visitors of pages to a login page, which its property <c>LoginUrl</c> may name. Read by the analyzers only, so that they report a page that is not on this site
/// (BOLT1016) and a route on which signing in helps nobody (BOLT1017). Classes derived from the guard have it too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RedirectsToLoginAttribute : Attribute;
