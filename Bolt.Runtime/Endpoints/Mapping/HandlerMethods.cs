using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// The methods of a handler type by name, all found at once: asking for each by itself goes through all of them each time. What generated code asks for by itself, with literal arguments, is what
/// trimming keeps; so the handler is always among those that are left, and where one method only is left of its name, that is it.
/// </summary>
internal sealed class HandlerMethods
{
    /// <summary>Null where a name is overloaded.</summary>
    private readonly Dictionary<string, MethodInfo?> _methods = new(StringComparer.Ordinal);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Methods that are missing are none of the handlers.")]
    public HandlerMethods(Type type)
    {
        foreach (var method in type.GetMethods(BoltMapper.Declared))
        {
            if (!_methods.TryAdd(method.Name, method))
            {
                _methods[method.Name] = null;
            }
        }
    }

    /// <summary>The only method of this name, or null.</summary>
    public MethodInfo? Find(string name) => _methods.GetValueOrDefault(name);
}
