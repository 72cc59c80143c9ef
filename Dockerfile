# PolicyBot as a container: docker build -t policybot .
# The base has no shell, no package manager and no curl: health is what the orchestrator asks for at /healthz and /readyz.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
# Compiled for the machine that it will run on, so that it starts faster.
RUN dotnet publish src/PolicyBot.Host -c Release -o /app --os linux --arch ${TARGETARCH:-x64}

# "extra" has the time zones and the languages (ICU), which days and German words need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
# Nothing is written: the root may be read-only (docker run --read-only). The catalog is mounted, and what it names beside it.
ENV ASPNETCORE_URLS=http://+:8080 \
    DOTNET_EnableDiagnostics=0 \
    PolicyBot__CatalogPath=/etc/policybot/catalog.yaml
EXPOSE 8080
# The base's own user, without rights.
USER $APP_UID
ENTRYPOINT ["dotnet", "PolicyBot.Host.dll"]
