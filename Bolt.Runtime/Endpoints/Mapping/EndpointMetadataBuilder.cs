using System;
using System.ComponentModel;
using System.IO;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Bolt.Endpoints.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints;

/// <summary>Takes what generated code says of an endpoint for OpenAPI and link generation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EndpointMetadataBuilder(EndpointBuilder endpoint, MethodInfo method)
{
    /// <summary>The endpoint's name.</summary>
    public EndpointMetadataBuilder Name(string name) => Add(new EndpointNameMetadata(name)).Add(new RouteNameMetadata(name));

    /// <summary>One line about it.</summary>
    public EndpointMetadataBuilder Summary(string summary) => Add(new EndpointSummaryAttribute(summary));

    /// <summary>Its tags.</summary>
    public EndpointMetadataBuilder Tags(params string[] tags) => Add(new TagsAttribute(tags));

    /// <summary>A parameter read from route, query, headers or form.</summary>
    public EndpointMetadataBuilder Parameter(int index, bool optional, bool parsed) => Parameter(method.GetParameters()[index], optional, parsed);

    /// <summary>A parameter read from route, query, headers or form.</summary>
    public EndpointMetadataBuilder Parameter(ParameterInfo parameter, bool optional, bool parsed) => Add(new WireParameter(parameter, parsed, false, optional));

    /// <summary>A parameter whose type binds itself.</summary>
    public EndpointMetadataBuilder Bound(int index, bool optional) => Bound(method.GetParameters()[index], optional);

    /// <summary>A parameter whose type binds itself.</summary>
    public EndpointMetadataBuilder Bound(ParameterInfo parameter, bool optional) => Add(new WireParameter(parameter, false, true, optional));

    /// <summary>The parameter read from the body.</summary>
    public EndpointMetadataBuilder Body(int index, bool optional, bool isBody = true) => BodyMember(method.GetParameters()[index], optional, isBody);

    /// <summary>A member of an object, shown as the parameter read from the body.</summary>
    public EndpointMetadataBuilder BodyMember(ParameterInfo parameter, bool optional, bool isBody)
    {
        // No IAcceptsMetadata: with it, routing answers 415 by itself, without problem details and before anyone is authenticated.
        return isBody ? Add(new WireParameter(parameter, false, false, optional)).Add(BodyMetadata.Of(parameter.ParameterType)) : this;
    }

    /// <summary>Parameters are read from a form; one with files is multipart only.</summary>
    public EndpointMetadataBuilder Form(bool multipart) => Add(multipart ? BodyMetadata.Files : BodyMetadata.Form);

    /// <summary>A JSON answer.</summary>
    public EndpointMetadataBuilder Produces<T>() => Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    /// <summary>A text answer.</summary>
    public EndpointMetadataBuilder ProducesText() => Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/plain"]));

    /// <summary>A stream.</summary>
    public EndpointMetadataBuilder ProducesStream() => Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["application/octet-stream"]));

    /// <summary>Answers that a typed result describes itself.</summary>
    public EndpointMetadataBuilder Describes<TResult>()
        where TResult : IEndpointMetadataProvider
    {
        TResult.PopulateMetadata(method, endpoint);
        return this;
    }

    /// <summary>An attribute of the handler.</summary>
    public EndpointMetadataBuilder With(object attribute) => Add(attribute);

    /// <summary>The handler's attributes, where generated code cannot write them down. Bolt's own are left out: <see cref="BoltRouteInfo"/> speaks for them.</summary>
    public EndpointMetadataBuilder Attributes() => Reflect(method);

    /// <summary>The attributes of an override in the handler's class, as <see cref="Attributes()"/> has those of the handler.</summary>
    public EndpointMetadataBuilder Attributes(MethodInfo? overriding) => overriding is null ? this : Reflect(overriding);

    /// <summary>The attributes of the handler's class and of the classes around it, outermost first, where generated code cannot write them down.</summary>
    public EndpointMetadataBuilder Attributes(Type handlers)
    {
        if (handlers.DeclaringType is { } enclosing)
        {
            Attributes(enclosing);
        }

        return Reflect(handlers);
    }

    /// <summary>An endpoint filter, made as <c>AddEndpointFilter&lt;T&gt;()</c> makes it.</summary>
    public EndpointMetadataBuilder Filter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>()
        where TFilter : IEndpointFilter
    {
        new Conventions(endpoint).AddEndpointFilter<Conventions, TFilter>();
        return this;
    }

    private EndpointMetadataBuilder Reflect(MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributes())
        {
            if (attribute.GetType().Assembly != typeof(EndpointMetadataBuilder).Assembly)
            {
                Add(attribute);
            }
        }

        return this;
    }

    private EndpointMetadataBuilder Add(object metadata)
    {
        endpoint.Metadata.Add(metadata);
        return this;
    }

    /// <summary>Conventions of one endpoint, which is being built: they are applied at once.</summary>
    private sealed class Conventions(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);
    }

    private sealed class WireParameter(ParameterInfo parameter, bool parsed, bool bindsItself, bool optional) : IParameterBindingMetadata
    {
        public string Name => ParameterInfo.Name!;

        public bool HasTryParse => parsed;

        public bool HasBindAsync => bindsItself;

        public ParameterInfo ParameterInfo { get; } = parameter;

        public bool IsOptional => optional;
    }
}
