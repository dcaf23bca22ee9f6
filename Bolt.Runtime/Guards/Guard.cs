using System;

namespace Bolt;

/// <summary>
/// A check that runs after authentication and before binding. Derive a sealed class, then list it by type in <c>Guards = [typeof(…)]</c>
/// or, where it takes arguments, put it as an attribute on a method, a handler class or struct, a class around it, a base class, a method it overrides, or the assembly.
/// </summary>
/// <remarks>The generator re-creates the guard once, as a static field, so a guard must be safe for concurrent use. A guard that throws answers 500 and the handler does not run.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public abstract class Guard : Attribute
{
    /// <summary>Says whether the request may go on.</summary>
    /// <param name="context">The request and who is calling.</param>
    public abstract GuardResult Evaluate(GuardContext context);
}
