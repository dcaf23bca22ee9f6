using System.Reflection;

namespace Bolt.Benchmarks.Refresh;

/// <summary>A service that OpenIddict asks for and never calls here: there are no clients, no scopes and no authorizations to look up.</summary>
public class Unused : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException($"{targetMethod?.DeclaringType?.Name}.{targetMethod?.Name} was called.");
}
