using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>ASP.NET Core's antiforgery metadata, as the endpoint will have it.</summary>
internal static class Antiforgery
{
    /// <summary>
    /// The <c>[RequireAntiforgeryToken(false)]</c> that wins for the handler, or null. An attribute of another type may switch the check on or off, so nothing is known where an inner one exists.
    /// </summary>
    public static AttributeData? SwitchedOff(HandlerRoute handler)
    {
        var nearest = Nearest(handler);
        return nearest.Count == 1 && SymbolFacts.Is(nearest[0].AttributeClass, PlatformNames.RequireAntiforgeryTokenAttribute) && nearest[0].ConstructorArguments.Any(static a => a.Value is false)
            ? nearest[0]
            : null;
    }

    /// <summary>The check is switched off for the handler, or an attribute of another type may do so.</summary>
    public static bool MayBeOff(HandlerRoute handler) => Nearest(handler).Any(static a =>
        !SymbolFacts.Is(a.AttributeClass, PlatformNames.RequireAntiforgeryTokenAttribute) || a.ConstructorArguments.Any(static c => c.Value is false));

    private static IReadOnlyList<AttributeData> Nearest(HandlerRoute handler)
    {
        // Asked of every route at every keystroke, and hardly any has one: no list before there is something to put into it.
        List<AttributeData>? found = null;
        foreach (var level in Levels(handler))
        {
            foreach (var attribute in level)
            {
                if (IsAntiforgery(attribute))
                {
                    (found ??= []).Add(attribute);
                }
            }

            if (found is not null)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>From the innermost to the outermost. Attributes are inherited, those of the method come behind those of its class, and those of the class behind those of the classes around it.</summary>
    private static IEnumerable<ImmutableArray<AttributeData>> Levels(HandlerRoute handler)
    {
        foreach (var overriding in handler.Overriding.Reverse())
        {
            yield return overriding.GetAttributes();
        }

        for (var method = handler.Method; method is not null; method = method.OverriddenMethod)
        {
            yield return method.GetAttributes();
        }

        for (var outer = handler.Type; outer is not null; outer = outer.ContainingType)
        {
            for (var type = outer; type is not null; type = type.BaseType)
            {
                yield return type.GetAttributes();
            }
        }
    }

    /// <summary>What does not resolve may be one.</summary>
    private static bool IsAntiforgery(AttributeData attribute) =>
        AttributeFacts.IsUnresolved(attribute) || SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.AntiforgeryMetadata);
}
