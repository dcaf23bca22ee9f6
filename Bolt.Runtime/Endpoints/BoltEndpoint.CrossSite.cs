using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bolt.Authentication.CrossSite;
using Bolt.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints;

/// <content>The check of requests that a cookie authenticated. Generated code asks it right behind a cookie backend's <see cref="Accept"/>.</content>
public abstract partial class BoltEndpoint
{
    private readonly CrossSiteCheck _crossSite;
    private bool _acceptsCookies;
    private Lazy<bool>? _isCrossSiteCheckOff;
    private Lazy<RouteMethods.Kind>? _methods;

    /// <summary>As <see cref="Backend"/>, on routes that ask <see cref="CrossSite"/> behind it.</summary>
    protected void CookieBackend<TBackend>(BoltMapper mapper, out TBackend backend)
        where TBackend : class, ICookieAuthenticationBackend
    {
        _acceptsCookies = true;
        backend = Keep(mapper.Backend<TBackend>(Info, isChecked: true));
    }

    /// <summary>Why a request that a cookie authenticated may come from another site; null where it does not, or where it may.</summary>
    protected string? CrossSite(HttpContext http) => !AsksForNoChange(http) && _crossSite.Objection(http.Request) is { } reason && _isCrossSiteCheckOff is not { Value: true } ? reason : null;

    /// <summary>
    /// What the request was matched for, and what it says now: middleware behind routing may have made a <c>GET</c> of a <c>POST</c>, or a <c>POST</c> of a <c>GET</c>. One that opens
    /// a WebSocket asks for more than to read.
    /// </summary>
    internal bool AsksForNoChange(HttpContext http) =>
        RouteMethods.IsSafe(http.Request.Method)
        && _methods?.Value switch
        {
            RouteMethods.Kind.Safe => true,
            RouteMethods.Kind.Mixed => SafeMatch.IsNoted(http),
            _ => false,
        }
        && !UpgradeRequest.Is(http);

    /// <summary>The endpoint's metadata say so.</summary>
    internal bool IsCrossSiteCheckOff => _isCrossSiteCheckOff is { Value: true };

    /// <summary>Refuses a request of another site; the answer is complete when the task is.</summary>
    protected Task Deny(HttpContext http, AuthContext auth, string reason) => _refusals.RefuseCrossSite(http, auth, reason);

    /// <summary>What switches the check off is metadata, from <see cref="Describe"/>: of the last attribute, so what is nearer to the handler counts.</summary>
    private void DescribeCrossSiteCheck(IList<object> metadata)
    {
        // Where there are sessions, any handler may write to one.
        if (_acceptsCookies || _hasSessions)
        {
            metadata.Add(SafeMatch.Wanted.Instance);
        }
    }

    /// <summary>
    /// The last word is the endpoint's finished metadata: <c>DisableAntiforgery()</c> adds its own when the request delegate exists already. So it is read when it is first needed,
    /// which is behind all conventions, and not again.
    /// </summary>
    private void ReadCrossSiteCheck(IList<object> metadata)
    {
        if (_acceptsCookies || _hasSessions)
        {
            _methods = new(() => RouteMethods.Get(LastMethods()));
            _isCrossSiteCheckOff = new(() => metadata.OfType<IAntiforgeryMetadata>().LastOrDefault() is { RequiresValidation: false });
        }
    }
}
