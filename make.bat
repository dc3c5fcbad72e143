@echo off
rem make demo and make test on Windows: the same as the Makefile's, with Python from python.org.
if "%1"=="demo" goto ready
if "%1"=="test" goto ready
echo Usage: make demo, or make test
exit /b 2

:ready
if exist .venv\ready goto %1
py -3 -m venv .venv || exit /b 1
.venv\Scripts\pip install --quiet --constraint constraints.txt --editable ".[cjk,dev]" || exit /b 1
type nul > .venv\ready
goto %1

:demo
.venv\Scripts\arxl demo demo
exit /b %errorlevel%

:test
.venv\Scripts\python -m pytest -n auto -m "not long"
exit /b %errorlevel%
