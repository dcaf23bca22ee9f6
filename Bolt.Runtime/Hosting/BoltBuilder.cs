using System;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt;

/// <summary>What <c>AddBolt()</c> returns, to add backends, users and stores.</summary>
public sealed class BoltBuilder
{
    internal BoltBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
