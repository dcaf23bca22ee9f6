using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;

namespace Bolt.EndpointDeclarations;

/// <summary>
/// Reads what the finished metadata of an endpoint say of who may call it. Something counts only where someone asks it: a policy is asked by <c>UseAuthorization()</c>, <c>[Authorize]</c> also makes
/// routing refuse to run the endpoint where that is missing, filters run in the action, and Bolt's guards in the endpoint.
/// </summary>
/// <param name="usesAuthorization">The program calls <c>UseAuthorization()</c>.</param>
/// <param name="options">Says whether routing refuses to run what nobody checked.</param>
internal sealed class DeclarationReader(bool usesAuthorization, RouteOptions options)
{
    private const string UnimplementedConstraint = "grpcunimplemented";

    public Declaration Read(Endpoint endpoint)
    {
        bool isDeclared = false, isAuthorized = false, hasPolicy = false, isSuppressed = false, isShort = false, isAsset = false;
        // By hand: a look-up by type would leave an entry in the cache of every endpoint.
        for (var i = 0; i < endpoint.Metadata.Count; i++)
        {
            var item = endpoint.Metadata[i];
            isDeclared |= item is IBoltSecurityMetadata or IAllowAnonymous || (item is ActionDescriptor action && ActionFilters.Authorize(action));
            isAuthorized |= item is IAuthorizeData;
            hasPolicy |= item is AuthorizationPolicy or IAuthorizationRequirementData;
            isSuppressed = item is ISuppressMatchingMetadata matching ? matching.SuppressMatching : isSuppressed;
            isShort |= ShortCircuit.Is(item);
            isAsset |= item is StaticAssetDescriptor;
            if (item is IDynamicEndpointMetadata { IsDynamic: true })
            {
                return Declaration.Unserved;
            }
        }

        return isDeclared || (isAuthorized && IsAsked(isShort)) || (hasPolicy && usesAuthorization && !isShort) ? Declaration.Present
            : isSuppressed || IsUnimplemented(endpoint) ? Declaration.Unserved
            : isAsset || IsAssetFallback(endpoint) ? Declaration.StaticAsset
            : isShort ? Declaration.Unreachable
            : Declaration.Missing;
    }

    /// <summary>Routing throws for <c>[Authorize]</c> that nobody asked, unless it was told not to.</summary>
    private bool IsAsked(bool isShort) => !options.SuppressCheckForUnhandledSecurityMetadata || (usesAuthorization && !isShort);

    /// <summary>What gRPC maps to tell callers that there is no such service or method. The constraint's name alone could be anyone's.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reads the name of an assembly; no constraint is created.")]
    private bool IsUnimplemented(Endpoint endpoint) =>
        endpoint is RouteEndpoint route && HasPolicy(route, static p => p.Content == UnimplementedConstraint)
        && options.ConstraintMap.TryGetValue(UnimplementedConstraint, out var constraint)
        && constraint.Assembly.GetName().Name == "Grpc.AspNetCore.Server";

    /// <summary>In Development <c>MapStaticAssets()</c> serves files that were added since the build, too: by a route of its own with a constraint that nobody else can write.</summary>
    private static bool IsAssetFallback(Endpoint endpoint) =>
        endpoint is RouteEndpoint route && HasPolicy(route, static p => p.ParameterPolicy?.GetType().Assembly == typeof(StaticAssetDescriptor).Assembly);

    private static bool HasPolicy(RouteEndpoint endpoint, Func<RoutePatternParameterPolicyReference, bool> isIt)
    {
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            foreach (var policy in parameter.ParameterPolicies)
            {
                if (isIt(policy))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
