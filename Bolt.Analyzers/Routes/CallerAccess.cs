using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>
/// Whether a handler could learn who is calling. Asked of everything the handler is given: where it cannot be excluded the answer is yes,
/// and the rules that ask stay silent.
/// </summary>
internal sealed class CallerAccess
{
    /// <summary>Parts of type names that stand for a caller, also in a project's own abstractions (<c>ITenantContext</c>, <c>ICurrentUser</c>).</summary>
    private static readonly string[] Words =
        ["User", "Caller", "Tenant", "Identity", "Principal", "Session", "Auth", "HttpContext", "HttpRequest", "Owner", "Account", "Member", "Claims"];

    // The same few types are met again and again: as parameters, and as members of a class for each of its handlers.
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _classes = new(SymbolEqualityComparer.Default);

    public bool MayLookAtCaller(IMethodSymbol handler, INamedTypeSymbol type, IReadOnlyCollection<string> routeNames)
    {
        foreach (var parameter in handler.Parameters)
        {
            if (parameter.GetAttributes().Any(static a => BindingAttributes.IsAsParametersAttribute(a.AttributeClass)))
            {
                // Inside an object that cannot be read anything may be.
                if (BindableObject.Find(parameter.Type, parameter, isForm: false, out _) is not { } found
                    || found.Members.Any(m => MayBeCaller(m.Target, routeNames)))
                {
                    return true;
                }
            }
            else if (MayBeCaller(new(parameter), routeNames))
            {
                return true;
            }
        }

        return !handler.IsStatic && _classes.GetOrAdd(type, HoldsCaller);
    }

    private bool HoldsCaller(INamedTypeSymbol handlerType)
    {
        for (var type = handlerType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member switch
                {
                    IFieldSymbol field => MayNameCaller(field.Type),
                    IPropertySymbol property => MayNameCaller(property.Type),
                    IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(p => MayNameCaller(p.Type)),
                    _ => false,
                })
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What comes from the route is what is asked for, not who asks.</summary>
    private bool MayBeCaller(BindingTarget target, IReadOnlyCollection<string> routeNames) =>
        !routeNames.Contains(target.Name, StringComparer.OrdinalIgnoreCase)
        && (target.Attributes.Any(static a => a.AttributeClass is null || SymbolFacts.IsBolt(a.AttributeClass, BoltNames.CurrentUserAttribute)) || MayNameCaller(target.Type));

    private bool MayNameCaller(ITypeSymbol type) => _types.GetOrAdd(type, NamesCaller);

    private bool NamesCaller(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error
        || Words.Any(w => type.Name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0)
        || type.GetMembers("BindAsync").Length > 0
        || type.AllInterfaces.Any(static i => SymbolFacts.Is(i, PlatformNames.BindableFromHttpContext))
        || (type is INamedTypeSymbol named && named.TypeArguments.Any(a => a is not ITypeParameterSymbol && MayNameCaller(a)));
}
