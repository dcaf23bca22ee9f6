using System;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>A <see cref="Guard"/> that has to wait for something, such as a database. The same rules hold.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public abstract class AsyncGuard : Attribute
{
    /// <summary>Says whether the request may go on.</summary>
    /// <param name="context">The request and who is calling.</param>
    public abstract ValueTask<GuardResult> EvaluateAsync(GuardContext context);
}
